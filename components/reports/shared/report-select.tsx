"use client";

import { Select } from "@/components/ui/controls/select";

type Props<Value extends string> = {
  label: string;
  options: readonly { value: Value; label: string; isDisabled?: boolean }[];
  value: Value;
  onChange: (value: Value) => void;
};

export function ReportSelect<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  return (
    <Select
      aria-label={label}
      title={label}
      value={value}
      options={options}
      onChange={({ target }) => {
        const chosen = options.find((option) => option.value === target.value);
        if (chosen) onChange(chosen.value);
      }}
    />
  );
}
