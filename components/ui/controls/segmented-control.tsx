"use client";

import clsx from "clsx";
import { type ReactNode, useId } from "react";

type Props<Value extends string> = {
  label: string;
  /** With an icon, the label is its tooltip and its name. */
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  value: Value | undefined;
  onChange: (value: Value) => void;
  isLabelVisible?: boolean;
};

export function SegmentedControl<Value extends string>(props: Props<Value>) {
  const { label, options, value, onChange, isLabelVisible = false } = props;
  const name = useId();
  return (
    <fieldset className="min-w-0 max-w-full">
      <legend className={isLabelVisible ? "mb-1.5 font-medium text-sm" : "sr-only"}>{label}</legend>
      <div className="relative inline-flex max-w-full overflow-x-auto rounded-md bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            title={option.icon ? option.label : undefined}
            className={clsx(
              "grid h-7 shrink-0 pointer-coarse:h-10 cursor-pointer place-items-center whitespace-nowrap rounded-sm border px-2.5 text-sm",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent",
              option.value === value
                ? "border-line bg-chosen font-medium text-ink forced-colors:border-[Highlight]"
                : "border-transparent text-ink-muted hover:text-ink forced-colors:border-[Canvas]",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.icon}
            <span className={clsx(option.icon && "sr-only")}>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
