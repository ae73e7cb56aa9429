import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/display/alert";
import { DateText, InUtc } from "@/components/ui/display/date-text";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { sumDecimals } from "@/lib/core/money/money-math";
import { roundParts } from "@/lib/core/money/rounding";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import type { StatementContent, StatementPage } from "@/lib/money/statements/schema";
import { LinesTable, StatementNotes } from "./statement-lines";
import { useStatementNames } from "./use-statement-names";

/** The same on screen and on paper. */
export function StatementDocument({ statement }: { statement: StatementPage }) {
  const t = useTranslations("statements");
  const { content, hash, isIntact } = statement;
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
      {isIntact ? null : <Alert>{t("altered")}</Alert>}
      <InUtc>
        <DocumentFacts content={content} />
      </InUtc>
      <div className="overflow-x-auto print:overflow-visible">
        <LinesTable content={content} />
      </div>
      <PoolOfStatement content={content} />
      <StatementNotes content={content} />
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

/** What the shares of the pool are shares of. A pool that isn't spread has lines of its own. */
function PoolOfStatement({ content: { facts, month, lines } }: { content: StatementContent }) {
  const t = useTranslations("statements");
  const money = useMoney();
  const pool = facts.filter((fact) => fact.center === null && fact.month === month);
  const shares = lines.filter(({ kind }) => kind === "shared");
  if (pool.length === 0 || shares.length === 0) return null;
  const total = sumDecimals(shares.map(({ printedCents }) => printedCents));
  const parts = roundParts(
    pool.map(({ cents }) => cents),
    { places: 0, total },
  );
  const names = pool.map(({ workspace }, index) => `${workspace} ${money.format(parts[index] ?? "0")}`);
  return (
    <p className="wrap-anywhere max-w-prose text-ink-muted text-xs">
      {t("pool", { total: money.format(total), workspaces: names.join("; ") })}
    </p>
  );
}
