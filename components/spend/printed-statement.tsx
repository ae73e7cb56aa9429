import { useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { PrintedRow, PrintedTable } from "@/lib/core/money/rounding";
import type { Chargeback } from "@/lib/money/spend/schema";

const cellClass = "border-b py-1 pr-4 text-left align-top";
const numberClass = "border-b py-1 pl-4 text-right align-top tabular-nums";

type Props = { statement: Chargeback; printed: PrintedTable };

/** The screen's table renders only rows in view, so print gets its own list. */
export function PrintedStatement({ statement: { lines }, printed }: Props) {
  const t = useTranslations("spend.chargeback");
  return (
    <table aria-label={t("title")} className="hidden w-full text-xs print:table">
      <thead>
        <tr>
          <th className={cellClass}>{t("center")}</th>
          <th className={cellClass}>{t("workspaces")}</th>
          <th className={numberClass}>{t("direct")}</th>
          <th className={numberClass}>{t("shared")}</th>
          <th className={numberClass}>
            {t("amount")} <AmountKindBadge of="billed" />
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ center, workspaces }, index) => (
          <tr key={center ?? ""} className="break-inside-avoid">
            <td className={cellClass}>
              {center === null ? t("unassigned") : <VendorText>{center}</VendorText>}
            </td>
            <td className={cellClass}>
              <VendorText>{workspaces.join(", ")}</VendorText>
            </td>
            <Amounts row={printed.rows[index]} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <td className={cellClass} colSpan={2}>
            {t("sum")}
          </td>
          <Amounts row={printed.total} />
        </tr>
      </tfoot>
    </table>
  );
}

function Amounts({ row }: { row: PrintedRow | undefined }) {
  const money = useMoney();
  const [direct = "0", shared = "0"] = row?.parts ?? [];
  return [direct, shared, row?.total ?? "0"].map((cents, column) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change places.
    <td key={column} className={numberClass}>
      {money.format(cents)}
    </td>
  ));
}
