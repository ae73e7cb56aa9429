import { toInitials } from "@/components/ui/display/initials";
import type { Color } from "./series";
import { toCssColor } from "./series";

type Props = { name: string; color: Color | null };

/** Of a workspace, whose list may be longer than the palette: the initials tell apart what shares a color. */
export function Mark({ name, color }: Props) {
  const css = toCssColor(color);
  return (
    <span
      aria-hidden
      data-initials={toInitials(name)}
      className="inline-grid size-5 shrink-0 before:content-[attr(data-initials)] select-none place-items-center overflow-hidden rounded-sm font-semibold text-[0.625rem] leading-none tracking-normal forced-color-adjust-none"
      style={{
        background: `color-mix(in oklab, ${css} 20%, var(--color-surface))`,
        boxShadow: `inset 0 0 0 1.5px ${css}`,
        color: `color-mix(in oklab, ${css} 25%, var(--color-ink))`,
      }}
    />
  );
}
