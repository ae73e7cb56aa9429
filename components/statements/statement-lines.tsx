import { useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { Amount } from "@/components/ui/display/amount";
import { useMoney } from "@/components/ui/display/money";
import { toVendorText, VendorText } from "@/components/ui/display/vendor-text";
import { sumDecimals } from "@/lib/core/money/money-math";
import type { StatementContent, StatementLine } from "@/lib/money/statements/schema";
import { useStatementNames } from "./use-statement-names";

type Lines = Pick<StatementContent, "lines" | "totalCents" | "printedTotalCents">;
type Notes = Pick<StatementContent, "terms" | "incompleteDays">;

const cellClass = "border-b px-4 py-1.5 text-left align-top print:px-1.5 print:py-1";
const numberClass = `${cellClass} w-40 whitespace-nowrap text-right! tabular-nums print:w-32`;

/** Of a statement, or of what one would hold. */
export function LinesTable({ content }: { content: Lines }) {
  const t = useTranslations("statements");
  const { lines, totalCents, printedTotalCents } = content;
  const centers = [...new Set(lines.map(({ center }) => center))];
  return (
    <table aria-label={t("lines")} className="w-full border-collapse text-sm">
      <thead className="table-header-group">
        <tr className="text-ink-muted text-xs">
          <th scope="col" className={cellClass}>
            {t("centerAndWorkspace")}
          </th>
          <th scope="col" className={numberClass}>
            {t("amount")} <AmountKindBadge of="billed" />
          </th>
        </tr>
      </thead>
      {centers.map((center) => (
        <CenterRows
          key={center ?? ""}
          center={center}
          lines={lines.filter((line) => line.center === center)}
        />
      ))}
      <tbody>
        <tr className="font-semibold text-base">
          <th scope="row" className={`${cellClass} border-t-2`}>
            {t("total")}
          </th>
          <td className={`${numberClass} border-t-2`}>
            <Amount cents={totalCents} printed={printedTotalCents} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function CenterRows({ center, lines }: { center: string | null; lines: readonly StatementLine[] }) {
  const { toCenter, toLine } = useStatementNames();
  return (
    <tbody>
      <tr className="break-after-avoid font-medium">
        <th scope="row" className={cellClass}>
          <VendorText className="font-semibold">{toCenter(center)}</VendorText>
        </th>
        <td className={numberClass}>
          <Amount
            cents={sumDecimals(lines.map(({ cents }) => cents))}
            printed={sumDecimals(lines.map(({ printedCents }) => printedCents))}
          />
        </td>
      </tr>
      {lines.map((line) => (
        <tr key={`${line.kind} ${line.month} ${line.workspaceId}`} className="text-ink-muted">
          <td className={`${cellClass} pl-8 print:pl-5`}>
            <VendorText>{toLine(line)}</VendorText>
          </td>
          <td className={numberClass}>
            <Amount cents={line.cents} printed={line.printedCents} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** What the lines are made with. */
export function StatementNotes({ content }: { content: Notes }) {
  const t = useTranslations("statements");
  const chargeback = useTranslations("spend.chargeback");
  const { terms, incompleteDays } = content;
  const money = useMoney();
  return (
    <div className="grid max-w-prose gap-1 text-ink-muted text-xs">
      <p>
        {t("terms", { tag: terms.tag ?? "–", currency: money.currency })}{" "}
        {chargeback.rich(`ruleTexts.${terms.rule}`, { center: toVendorText(terms.center ?? "–") })}
      </p>
      {incompleteDays > 0 && <p>{t("incomplete", { count: incompleteDays })}</p>}
      <p>{t("rounding")}</p>
      <p>{t("notIncluded")}</p>
    </div>
  );
}
