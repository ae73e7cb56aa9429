"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { useAnchored } from "./use-anchored";

type Props = {
  label: string;
  trigger: ReactNode;
  triggerClass: string;
  children: ReactNode;
  align?: "start" | "end";
  className?: string;
};

/** In the top layer; the browser closes it on Escape and outside clicks and returns focus. */
export function Popover({ label, trigger, triggerClass, children, align = "end", className }: Props) {
  const { button, panel, panelClass } = useAnchored(align);
  return (
    <>
      <button {...button} aria-label={label} aria-haspopup="dialog" className={triggerClass}>
        {trigger}
      </button>
      <div
        {...panel}
        role="dialog"
        aria-label={label}
        className={clsx(panelClass, "max-w-[calc(100vw-2rem)]", className)}
      >
        {children}
      </div>
    </>
  );
}
