import { useLocale } from "next-intl";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatCount } from "@/lib/core/format/format";

type Props = {
  label: string;
  options: readonly { value: string; label: string; count: number }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Above a list's tools: how many rows each status has. Pressing one shows only these. On a phone, the filters say it. */
export function StatusCounts({ label, options, chosen, onChange }: Props) {
  const locale = useLocale();
  if (options.length < 2) return null;
  return (
    <ul aria-label={label} className="-mx-2 -my-2 flex flex-wrap gap-1 max-md:hidden print:hidden">
      {options.map(({ value, label: text, count }) => {
        const isOnly = chosen.length === 1 && chosen[0] === value;
        return (
          <li key={value}>
            <button
              type="button"
              aria-pressed={isOnly}
              onClick={() => onChange(isOnly ? [] : [value])}
              className="flex h-7 pointer-coarse:h-11 items-center gap-1.5 rounded-md px-2 text-ink-muted text-sm hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:text-accent"
            >
              <VendorText>{text}</VendorText>{" "}
              <span className="font-semibold text-ink tabular-nums">{formatCount(count, locale)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
