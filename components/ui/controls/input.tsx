import clsx from "clsx";
import type { ComponentProps } from "react";

export const inputClass =
  "h-8 pointer-coarse:h-11 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-base aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-muted";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={clsx(inputClass, className)} />;
}
