"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useFormatter, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { CurrencyNote } from "@/components/shell/currency-notes";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { InCurrency } from "@/components/ui/display/money";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { type PrintedTable, roundCenters } from "@/lib/core/money/rounding";
import { chargebackQuery } from "@/lib/money/spend/queries";
import type { Chargeback } from "@/lib/money/spend/schema";
import { type ChargebackSearch, chargebackSearchParams } from "@/lib/money/spend/search-params";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import { ChargebackPool } from "./chargeback-pool";
import { ChargebackTable } from "./chargeback-table";
import { ChargebackTakeaways } from "./chargeback-takeaways";
import { ChargebackToolbar } from "./chargeback-toolbar";
import { PrintedStatement } from "./printed-statement";

export function ChargebackPanel({ canKeep }: { canKeep: boolean }) {
  const t = useTranslations("spend.chargeback");
  const [search, setSearch] = useQueryStates(chargebackSearchParams);
  const { data, error, refetch, isPlaceholderData } = useQuery(chargebackQuery(search));
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <InCurrency currency={data.currency}>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={!data.loading && <ChargebackTakeaways statement={data} canKeep={canKeep} />}
      />
      <ChargebackToolbar statement={{ ...data, ...toChosen(search) }} onChange={setSearch}>
        <CurrencyChoice shown={data} onChange={(currency) => setSearch({ currency })} />
      </ChargebackToolbar>
      <CurrencyNote shown={data} />
      {data.loading ? (
        <LoadingHistory loading={data.loading} text={t("waiting")} />
      ) : (
        <Statement statement={data} isBusy={isPlaceholderData} />
      )}
    </InCurrency>
  );
}

function Statement({ statement, isBusy }: { statement: Chargeback; isBusy: boolean }) {
  const printed = roundCenters(
    statement.lines.map(({ directCents, sharedCents }) => [directCents, sharedCents]),
  );
  const pool = toPrintedPool({ statement, printed }) ?? "0";
  return (
    <>
      <Terms statement={statement} printed={printed} />
      <div className="print:hidden">
        <ChargebackTable statement={statement} printed={printed} isBusy={isBusy} />
      </div>
      <PrintedStatement statement={statement} printed={printed} />
      {statement.pool.length > 0 && (
        <ChargebackPool statement={statement} printed={{ places: printed.places, total: pool }} />
      )}
    </>
  );
}

function toChosen({ month, tag, rule, center }: ChargebackSearch): Partial<Chargeback> {
  return {
    ...(month !== null && { month }),
    ...(tag !== null && { tag }),
    ...(rule !== null && { rule }),
    ...(center !== null && { center }),
  };
}

type TermsProps = { statement: Chargeback; printed: PrintedTable };

/** As the table prints it: on the line of what isn't assigned, or as what the lines get of it. */
function toPrintedPool({ statement: { lines }, printed: { rows, total } }: TermsProps): string | undefined {
  const place = lines.findIndex(({ center }) => center === null);
  return place < 0 ? total.parts[1] : rows[place]?.total;
}

function Terms({ statement, printed }: TermsProps) {
  const t = useTranslations("spend");
  const format = useFormatter();
  const { month, tag, rule, center, sharedCents, isPartial, missingDays, unkeptDays, incompleteDays } =
    statement;
  const { currency, totals, lacksCenter, closedNumber } = statement;
  const name = format.dateTime(new Date(`${month}-01`), { month: "long", year: "numeric", timeZone: "UTC" });
  return (
    <div role="note" className="grid max-w-prose gap-1 text-ink-muted text-sm">
      <p>
        {t.rich("chargeback.terms", {
          month: name,
          tag: toVendorText(tag ?? "–", "font-medium"),
          shared: () => <Amount cents={sharedCents} printed={toPrintedPool({ statement, printed })} />,
        })}{" "}
        {isPartial && t("chargeback.partial")}
        {!isPartial &&
          !lacksCenter &&
          t.rich(`chargeback.ruleTexts.${rule}`, { center: toVendorText(center ?? "–", "font-medium") })}
      </p>
      {closedNumber !== null && (
        <p>
          {t.rich("chargeback.closed", {
            number: formatNumber(closedNumber),
            link: (text) => (
              <Link href={`/cost/statements/${closedNumber}` as Route} className="underline">
                {text}
              </Link>
            ),
          })}
        </p>
      )}
      {lacksCenter && <p className="text-warn">{t("chargeback.lacksCenter")}</p>}
      {totals.length > 0 && <p>{t("chargeback.inCurrency", { currency })}</p>}
      {missingDays > 0 && <p>{t("missing", { count: missingDays })}</p>}
      {unkeptDays > 0 && <p>{t("unkept", { count: unkeptDays })}</p>}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
    </div>
  );
}
