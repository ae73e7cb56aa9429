import { useLocale, useTranslations } from "next-intl";
import type { Granularity } from "@/lib/core/format/calendar";
import { formatPeriod, formatShare } from "@/lib/core/format/format";
import { toCssColor } from "./series";
import type { ShareLine } from "./share-line";
import { Swatch } from "./swatch";
import { TooltipRow } from "./tooltip-row";

type Props = {
  lines: readonly ShareLine[];
  periods: readonly string[];
  granularity?: Granularity | undefined;
  index: number;
};

/** A period without anything to divide by has no share of it. */
export function ShareTooltip({ lines, periods, granularity, index }: Props) {
  const t = useTranslations("ui");
  const locale = useLocale();
  return (
    <div className="grid min-w-44 max-w-72 gap-1 rounded-md popup px-3 py-2 text-ink text-xs">
      <p className="font-medium">
        {t("utc", { time: formatPeriod(periods[index] ?? "", locale, "long", granularity) })}
      </p>
      {lines.map(({ name, color, values }) => (
        <TooltipRow key={name} swatch={<Swatch color={toCssColor(color)} />} name={name}>
          {values[index] == null ? "–" : formatShare(values[index], locale)}
        </TooltipRow>
      ))}
    </div>
  );
}
