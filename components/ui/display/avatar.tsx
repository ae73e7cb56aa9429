import clsx from "clsx";
import { toInitials } from "./initials";

/** Decoration beside a name; drawn with CSS, so that it isn't part of a button's accessible name. */
export function Avatar({ name, size = "sm" }: { name: string; size?: "sm" | "lg" }) {
  return (
    <span
      aria-hidden
      data-initials={toInitials(name)}
      className={clsx(
        "inline-grid shrink-0 before:content-[attr(data-initials)] select-none place-items-center overflow-hidden rounded-full bg-sunken font-medium text-ink-muted forced-colors:border",
        size === "sm" ? "size-6 text-[0.625rem]" : "size-10 text-sm",
      )}
    />
  );
}
