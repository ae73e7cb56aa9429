"use client";

import clsx from "clsx";
import { Info } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useAnchored } from "@/components/ui/overlay/use-anchored";
import { toButtonClass } from "./button";

type Props = {
  label: string;
  reason: string;
  value: ReactNode;
  as: keyof typeof looks;
};

const looks = {
  picker:
    "-ml-2 inline-flex h-7 min-w-0 max-w-[calc(100%+0.5rem)] items-center gap-1.5 rounded-md px-2 text-left text-sm",
  button: clsx(toButtonClass(), "opacity-60"),
};

/** Replaces a control that can't be used: focusable, announces the reason, and shows it when pressed. */
export function DisabledControl({ label, reason, value, as }: Props) {
  const reasonId = useId();
  const { button, panel, panelClass } = useAnchored();
  const isPicker = as === "picker";
  const picker = { role: "combobox", "aria-expanded": false, "aria-haspopup": "listbox" } as const;
  return (
    <>
      <button
        {...button}
        {...(isPicker && picker)}
        aria-label={label}
        aria-disabled
        aria-describedby={reasonId}
        title={reason}
        className={clsx("cursor-help! text-ink-muted", looks[as])}
      >
        {isPicker ? <span className="min-w-0 truncate">{value}</span> : value}
        {isPicker && <Info aria-hidden className="size-3.5 shrink-0 text-ink-faint" />}
      </button>
      <span id={reasonId} className="sr-only">
        {reason}
      </span>
      <div {...panel} className={`${panelClass} max-w-72 whitespace-normal px-3 py-2 text-ink-muted text-sm`}>
        <p aria-hidden>{reason}</p>
      </div>
    </>
  );
}
