"use client";

import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { toButtonClass } from "@/components/ui/controls/button";

type Props<Value extends string> = {
  label: string;
  options: readonly { value: Value; label: string; isDisabled?: boolean }[];
  value: Value;
  onChange: (value: Value) => void;
};

/** A chip such as "Group: Model". The browser's own list covers it unseen, so that it opens wherever it is pressed. */
export function ReportSelect<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  return (
    <span
      className={clsx(
        toButtonClass("chip"),
        "relative max-w-full has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
      )}
    >
      <span aria-hidden className="text-ink-muted">
        {label}:
      </span>
      <span aria-hidden className="min-w-0 truncate">
        {options.find((option) => option.value === value)?.label ?? value}
      </span>
      <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />
      <select
        aria-label={label}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((option) => option.value === target.value);
          if (chosen) onChange(chosen.value);
        }}
        className="absolute inset-0 w-full appearance-none opacity-0"
      >
        {options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            disabled={option.isDisabled}
            className="bg-raised text-ink"
          >
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
