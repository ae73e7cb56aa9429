"use client";

import clsx from "clsx";
import { type ReactNode, useId } from "react";
import { startHere } from "./start-here";

/** So many letters of a label and its description have one line of a dialog. */
const mostInLine = 60;

type Props<Value extends string> = {
  label: string;
  options: readonly { value: Value; label: string; help: string }[];
  /** Undefined where nothing is suggested. */
  value: Value | undefined;
  onChange: (value: Value) => void;
  hint?: ReactNode;
  /** Whether the dialog that it is in starts at what is chosen, or else at the first. */
  startsHere?: boolean;
};

export function ChoiceList<Value extends string>({
  label,
  options,
  value,
  onChange,
  hint,
  startsHere = false,
}: Props<Value>) {
  const name = useId();
  const isShort = options.every(({ label: text, help }) => text.length + help.length <= mostInLine);
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      {options.map((option, index) => (
        <label
          key={option.value}
          className={clsx(
            "flex cursor-pointer items-baseline gap-2.5 rounded-md border px-3 py-2",
            "has-focus-visible:outline-2 has-focus-visible:outline-accent",
            option.value === value ? "border-accent bg-accent-soft" : "hover:bg-sunken",
          )}
        >
          <input
            ref={startsHere && (value ? option.value === value : index === 0) ? startHere : null}
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="translate-y-px outline-none"
          />
          <span className={clsx("min-w-0", isShort ? "flex flex-wrap gap-x-2" : "grid")}>
            <span className="font-medium">{option.label}</span>
            <span className="text-ink-muted text-sm">{option.help}</span>
          </span>
        </label>
      ))}
      {hint && <p className="text-ink-muted text-xs">{hint}</p>}
    </fieldset>
  );
}
