"use client";

import clsx from "clsx";
import { type ReactNode, useId } from "react";

type Props = {
  /** Name of the button, and of the panel it opens. */
  label: string;
  trigger: ReactNode;
  triggerClass: string;
  children: ReactNode;
  align?: "start" | "end";
  className?: string;
};

/** A panel in the top layer; the browser closes it on Escape and outside clicks and gives the focus back. */
export function Popover({ label, trigger, triggerClass, children, align = "end", className }: Props) {
  const id = useId();
  const anchor = `--${id.replaceAll(/[^\w-]/g, "")}`;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        aria-haspopup="dialog"
        className={triggerClass}
        style={{ anchorName: anchor }}
      >
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        style={{ positionAnchor: anchor }}
        className={clsx(
          "max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-raised shadow-pop",
          align === "end" ? "anchored-end" : "anchored-start",
          className,
        )}
      >
        {children}
      </div>
    </>
  );
}
