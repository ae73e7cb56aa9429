"use client";

import clsx from "clsx";
import { Check, ChevronDown } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useAnchored } from "@/components/ui/overlay/use-anchored";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import { toStep } from "./picker-steps";

type Option = { value: string; label: string };
type Props = {
  label: string;
  value: string;
  options: readonly Option[];
  onPick: (value: string) => void;
  className?: string;
};

/** For values that take effect immediately: some browsers fire `change` on a native select with every arrow key. */
export function Picker({ label, value, options, onPick, className }: Props) {
  const { button, panel, panelClass } = useAnchored();
  const list = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const [isOpen, setOpen] = useState(false);
  const present = options.findIndex((option) => option.value === value);
  const [active, setActive] = useState(present);
  const toOptionId = (index: number) => `${panel.id}-${index}`;
  const commit = (index: number) => {
    list.current?.hidePopover();
    const picked = options[index];
    if (picked && picked.value !== value) onPick(picked.value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (key === "Tab") return list.current?.hidePopover();
    // State lags behind; a letter may be typed right after opening.
    const isShown = list.current?.matches(":popover-open") ?? false;
    if (isShown && (key === "Enter" || key === " ")) {
      event.preventDefault();
      return commit(active);
    }
    const step = toStep({ key, active, labels: options.map((option) => option.label), typed: typed.current });
    if (step === null) return;
    event.preventDefault();
    if (isShown) setActive(step);
    else list.current?.showPopover();
  };
  return (
    <>
      <button
        {...button}
        role="combobox"
        aria-label={label}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={panel.id}
        aria-activedescendant={isOpen && active >= 0 ? toOptionId(active) : undefined}
        onKeyDown={onKeyDown}
        className={clsx(
          "-ml-2 inline-flex h-7 pointer-coarse:h-11 min-w-0 max-w-[calc(100%+0.5rem)] items-center gap-1.5 rounded-md border border-transparent pr-2 pl-2 text-left text-sm transition-colors",
          "hover:border-line-strong hover:bg-surface aria-expanded:border-line-strong aria-expanded:bg-surface",
          className,
        )}
      >
        <span className="min-w-0 flex-1 truncate">{options[present]?.label ?? value}</span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      </button>
      <div
        {...panel}
        ref={list}
        role="listbox"
        aria-label={label}
        onBeforeToggle={({ newState }) => newState === "open" && setActive(Math.max(present, 0))}
        onToggle={({ newState }) => setOpen(newState === "open")}
        className={`${panelClass} max-h-80 min-w-48 overflow-y-auto p-1`}
      >
        <WhenOpen>
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys arrive at the button, which keeps the focus.
            // biome-ignore lint/a11y/useFocusableInteractive: as above; `aria-activedescendant` points here.
            <div
              key={option.value}
              id={toOptionId(index)}
              role="option"
              aria-selected={index === present}
              onPointerMove={() => setActive(index)}
              onMouseDown={(event) => event.preventDefault()} // The button keeps the focus for what follows.
              onClick={() => commit(index)}
              className={clsx(
                "flex h-8 cursor-pointer items-center gap-2 rounded-md px-2.5",
                index === active && "bg-sunken outline outline-2 outline-accent -outline-offset-2",
              )}
            >
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              {index === present && <Check aria-hidden className="size-4 shrink-0 text-ink-muted" />}
            </div>
          ))}
        </WhenOpen>
      </div>
    </>
  );
}
