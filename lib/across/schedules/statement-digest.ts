import "server-only";
import { openStatement } from "@/lib/across/exports/chargeback";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { type Currency, formatCents } from "@/lib/core/money/money";
import { roundCenters } from "@/lib/core/money/rounding";
import { getChargeback } from "@/lib/money/spend/chargeback";
import { toLastMonth } from "@/lib/money/spend/month";
import { loadChargebackSearch } from "@/lib/money/spend/search-params";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import type { Asked, Digest } from "./digest";
import { listGaps } from "./gaps";
import { tellChanges } from "./tell-changes";

/** Without a month in its address, of the last one before the day it was due. */
export async function digestStatement({ by, search, today, t, locale }: Asked<"cost:read">): Promise<Digest> {
  const asked = loadChargebackSearch(search);
  const due = toLastMonth(today).from.slice(0, 7);
  const statement = await getChargeback(by, { ...asked, month: asked.month ?? due });
  const { month, tag, rule, center, currency, lines, totals, closedNumber } = statement;
  const printed = roundCenters(lines.map(({ directCents, sharedCents }) => [directCents, sharedCents]));
  const money = (cents: string) => formatCents(cents, locale, currency);
  const toRow = ({ parts, total }: (typeof printed)["total"]) => [...parts, total].map(money);
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const span = format.format(new Date(`${month}-01`));
  const terms = Object.entries({ month, tag, rule, center, currency: totals.length > 0 ? currency : null });
  const lasting = new URLSearchParams(
    terms.flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  return {
    span,
    sentence: t("mail.report.statement", {
      amount: money(printed.total.total),
      span,
      count: lines.filter((line) => line.center !== null).length,
    }),
    story: await tellChanges(by, toMonths(month, currency), { t, locale, today }),
    table: {
      columns: [
        { label: tag ?? t("spend.chargeback.center") },
        ...(["direct", "shared", "amount"] as const).map((name) => ({
          label: t(`spend.chargeback.${name}`),
          isNumber: true,
        })),
      ],
      rows: lines.map((line, index) => [
        line.center ?? t("spend.chargeback.unassigned"),
        ...toRow(printed.rows[index] ?? printed.total),
      ]),
      foot: [t("mail.report.total"), ...toRow(printed.total)],
    },
    chart: null,
    kind: "billed",
    notes: [
      ...listGaps(statement, t),
      ...(closedNumber === null ? [] : [t("mail.report.closed", { number: formatNumber(closedNumber) })]),
      ...(totals.length > 0 ? [t("spend.chargeback.inCurrency", { currency })] : []),
    ],
    path: `/cost/chargeback?${lasting}`,
    openSheet: () => openStatement(by, lasting),
  };
}

function toMonths(month: string, currency: Currency) {
  const from = `${month}-01`;
  return { after: { from, to: toPeriodEnd(from, "month") }, before: toLastMonth(from), currency };
}
