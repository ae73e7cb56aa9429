"use client";

import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { toButtonClass } from "./button";

type Props<Value extends string> = {
  label: string;
  /** The chip shows `short` in place of what the list says. */
  options: readonly { value: Value; label: string; short?: string; isDisabled?: boolean }[];
  value: Value;
  /** The value of a filter that isn't set: the chip then has only its label, and otherwise only its value. */
  unset?: Value;
  onChange: (value: Value) => void;
};

/** A chip such as "Group: Model". The browser's own list covers it unseen, so that it opens wherever it is pressed. */
export function ChipSelect<Value extends string>({ label, options, value, unset, onChange }: Props<Value>) {
  const option = options.find((one) => one.value === value);
  const chosen = option?.short ?? option?.label ?? value;
  const isSet = unset !== undefined && value !== unset;
  return (
    <span
      className={clsx(
        toButtonClass(isSet ? "chosen" : "chip"),
        "relative max-w-full has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
      )}
    >
      {unset === undefined && (
        <span aria-hidden className="text-ink-muted">
          {label}:
        </span>
      )}
      <span aria-hidden className="min-w-0 truncate">
        {value === unset ? label : chosen}
      </span>
      <ChevronDown aria-hidden className={clsx("size-3.5", !isSet && "text-ink-faint")} />
      <select
        aria-label={label}
        value={value}
        onChange={({ target }) => {
          const next = options.find((option) => option.value === target.value);
          if (next) onChange(next.value);
        }}
        className="absolute -inset-px w-[calc(100%+2px)] appearance-none opacity-0"
      >
        {options.map((one) => (
          <option key={one.value} value={one.value} disabled={one.isDisabled} className="bg-raised text-ink">
            {one.label}
          </option>
        ))}
      </select>
    </span>
  );
}
