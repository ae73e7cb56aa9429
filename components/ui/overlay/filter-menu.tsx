"use client";

import { useLocale } from "next-intl";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatCount } from "@/lib/core/format/format";
import { FilterPopover } from "./filter-popover";
import { WhenOpen } from "./when-open";

type Props = {
  label: string;
  /** `count` is left out where counting would read every row. */
  options: readonly { value: string; label: string; count?: number }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Below the options. */
  note?: string | undefined;
};

export function FilterMenu({ label, options, chosen, onChange, note }: Props) {
  const locale = useLocale();
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <FilterPopover label={label} count={chosen.length} className="w-60 p-1.5">
      <WhenOpen>
        <fieldset className="max-h-80 overflow-y-auto">
          <legend className="sr-only">{label}</legend>
          {options.map(({ value, label: text, count }) => (
            <label
              key={value}
              className="flex h-8 pointer-coarse:h-11 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-sunken"
            >
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
              <VendorText className="min-w-0 truncate">{text}</VendorText>
              {count !== undefined && (
                <span className="ml-auto text-ink-muted text-sm tabular-nums">
                  {formatCount(count, locale)}
                </span>
              )}
            </label>
          ))}
        </fieldset>
        {note && <p className="px-2 pt-2 pb-1 text-ink-muted text-sm">{note}</p>}
      </WhenOpen>
    </FilterPopover>
  );
}
