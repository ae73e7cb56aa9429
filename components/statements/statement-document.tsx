import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { Amount } from "@/components/ui/display/amount";
import { DateText, InUtc } from "@/components/ui/display/date-text";
import { useMoney } from "@/components/ui/display/money";
import { toVendorText, VendorText } from "@/components/ui/display/vendor-text";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { sumDecimals } from "@/lib/core/money/money-math";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import type { StatementContent, StatementLine, StatementPage } from "@/lib/money/statements/schema";
import { PoolOfStatement } from "./pool-of-statement";
import { useStatementNames } from "./use-statement-names";

const cellClass = "border-b px-4 py-1.5 text-left align-top print:px-1.5 print:py-1";
const numberClass = `${cellClass} w-40 whitespace-nowrap text-right! tabular-nums print:w-32`;

/** The same on screen and on paper. */
export function StatementDocument({ statement }: { statement: StatementPage }) {
  const t = useTranslations("statements");
  const { content, hash } = statement;
  const { issuer, number } = content;
  return (
    <article
      data-document
      aria-label={t("one", { number: formatNumber(number) })}
      className="card grid gap-6 px-4 py-5 sm:px-6 print:gap-4 print:rounded-none print:p-0 print:shadow-none"
    >
      <header className="flex items-start justify-between gap-4 px-0">
        <div className="min-w-0 wrap-anywhere">
          <p className="text-lg">
            <VendorText className="font-semibold">{issuer.name}</VendorText>
          </p>
          <p className="text-ink-muted text-sm">{t("documentTitle")}</p>
        </div>
        <p className="shrink-0 text-right text-ink-muted text-sm">
          {t("number")}{" "}
          <span className="block font-semibold text-ink text-lg tabular-nums">{formatNumber(number)}</span>
        </p>
      </header>
      <InUtc>
        <DocumentFacts content={content} />
      </InUtc>
      <div className="overflow-x-auto print:overflow-visible">
        <LinesTable content={content} />
      </div>
      <PoolOfStatement content={content} />
      <Notes content={content} />
      <p className="hidden break-all text-[0.625rem] text-ink-muted print:block">SHA-256 {hash}</p>
    </article>
  );
}

function DocumentFacts({ content }: { content: StatementContent }) {
  const t = useTranslations("statements");
  const { toDay } = useStatementNames();
  const { month, currency, closedAt, closedBy, dataAsOf, issuer } = content;
  const facts: [string, ReactNode][] = [
    [
      t("period"),
      t("fromTo", { from: toDay(`${month}-01`), to: toDay(toPeriodEnd(`${month}-01`, "month")) }),
    ],
    [t("currency"), currency],
    [t("organizationId"), <VendorText key="id">{issuer.id}</VendorText>],
    [t("closed"), <DateText key="at" at={closedAt} show="day" />],
    [t("closedBy"), <VendorText key="by">{closedBy}</VendorText>],
    [t("dataAsOf"), <DateText key="as-of" at={dataAsOf} show="day" />],
  ];
  return (
    <dl className="grid break-inside-avoid gap-x-6 gap-y-3 text-sm sm:grid-cols-3 print:grid-cols-3">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-ink-muted text-xs">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function LinesTable({ content }: { content: StatementContent }) {
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

function Notes({ content }: { content: StatementContent }) {
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
      <p>{t("notIncluded")}</p>
    </div>
  );
}
