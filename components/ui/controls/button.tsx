import clsx from "clsx";
import type { ComponentProps } from "react";

type Variant = "primary" | "secondary" | "ghost" | "danger" | "chip" | "chosen";
type Size = "sm" | "md";

const variants: Record<Variant, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:not-disabled:bg-accent-strong",
  secondary: "border-line-strong/60 bg-surface text-ink hover:not-disabled:bg-sunken",
  /** One of the chips that say what a page shows. */
  chip: "border-transparent bg-surface font-normal! text-ink shadow-card hover:bg-sunken forced-colors:border-[ButtonBorder]",
  /** A chip that narrows what a page shows. */
  chosen:
    "border-transparent bg-accent-soft font-normal! text-accent shadow-card hover:bg-sunken forced-colors:border-[Highlight]",
  ghost: "border-transparent text-ink-muted hover:not-disabled:bg-sunken hover:not-disabled:text-ink",
  danger: "border-transparent bg-danger text-on-danger hover:not-disabled:bg-danger-strong",
};
const sizes: Record<Size, string> = { sm: "h-7 gap-1.5 px-2.5 text-sm", md: "h-8 gap-2 px-3 text-base" };

export function toButtonClass(variant: Variant = "secondary", size: Size = "md"): string {
  return clsx(
    "inline-flex pointer-coarse:min-h-11 pointer-coarse:min-w-11 shrink-0 print:hidden select-none items-center justify-center whitespace-nowrap rounded-md border font-medium transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50",
    variants[variant],
    sizes[size],
  );
}

type Props = ComponentProps<"button"> & { variant?: Variant; size?: Size; isPending?: boolean };

/** While pending, the button keeps focus but does nothing. */
export function Button({ variant, size, isPending = false, className, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={isPending || rest["aria-disabled"]}
      aria-busy={isPending || undefined}
      onClick={isPending ? (event) => event.preventDefault() : onClick}
      className={clsx(toButtonClass(variant, size), isPending && "opacity-60", className)}
    />
  );
}
