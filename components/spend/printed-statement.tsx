import { useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { toExactColumn } from "@/lib/money";
import { sumDecimals } from "@/lib/money-math";
import type { Chargeback } from "@/lib/spend/schema";

const cellClass = "border-b py-1 pr-4 text-left align-top";
const numberClass = "border-b py-1 pl-4 text-right align-top tabular-nums";

/** The screen's table renders only rows in view, so print gets its own list with exact amounts. */
export function PrintedStatement({ statement: { lines, totalCents } }: { statement: Chargeback }) {
  const t = useTranslations("spend.chargeback");
  const { currency } = useMoney();
  const all = lines.flatMap(({ directCents, sharedCents, cents }) => [directCents, sharedCents, cents]);
  const show = toExactColumn([...all, totalCents], currency);
  return (
    <table aria-label={t("title")} className="hidden w-full text-xs print:table">
      <thead>
        <tr>
          <th className={cellClass}>{t("center")}</th>
          <th className={cellClass}>{t("workspaces")}</th>
          <th className={numberClass}>{t("direct")}</th>
          <th className={numberClass}>{t("shared")}</th>
          <th className={numberClass}>{t("amountUsd", { currency })}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ center, workspaces, directCents, sharedCents, cents }) => (
          <tr key={center ?? ""} className="break-inside-avoid">
            <td className={cellClass}>
              {center === null ? t("unassigned") : <VendorText>{center}</VendorText>}
            </td>
            <td className={cellClass}>
              <VendorText>{workspaces.join(", ")}</VendorText>
            </td>
            <td className={numberClass}>{show(directCents)}</td>
            <td className={numberClass}>{show(sharedCents)}</td>
            <td className={numberClass}>{show(cents)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <td className={cellClass} colSpan={2}>
            {t("sum")}
          </td>
          <td className={numberClass}>{show(sumDecimals(lines.map(({ directCents }) => directCents)))}</td>
          <td className={numberClass}>{show(sumDecimals(lines.map(({ sharedCents }) => sharedCents)))}</td>
          <td className={numberClass}>{show(totalCents)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
