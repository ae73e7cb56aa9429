import "server-only";
import { openActors } from "@/lib/across/exports/actors";
import { formatSpan } from "@/lib/core/format/format";
import { formatCents } from "@/lib/core/money/money";
import { sumDecimals, toDifference } from "@/lib/core/money/money-math";
import { roundCents } from "@/lib/core/money/rounding";
import { listSpendActors } from "@/lib/money/spend/actors";
import type { SpendActors } from "@/lib/money/spend/schema";
import { loadActorsSearch, toActorsQuery } from "@/lib/money/spend/search-params";
import { toCompleteSearch } from "./complete";
import type { Asked, Digest } from "./digest";
import { listGaps } from "./gaps";
import { toLasting } from "./lasting";

const listedRows = 10;
/** Fields of a report's search that this page doesn't have. */
const usual = { granularity: null, compare: "none" as const };

/** Keys or people, then each reason why they don't add up to what is billed, which is the total. */
export async function digestActors({ by, search, today, t, locale }: Asked<"cost:read">): Promise<Digest> {
  const asked = toCompleteSearch({ ...usual, ...loadActorsSearch(search) }, today);
  const query = { ...toActorsQuery(asked, today), page: 1 };
  const found = await listSpendActors(by, query);
  const { currency, source, total, printed, totals } = found;
  const money = (cents: string) => formatCents(cents, locale, currency);
  const span = formatSpan(found, locale);
  const isKnown = source === "reported" || source === "estimated";
  const values = { count: total, amount: money(printed.cents), billed: money(printed.reportedCents), span };
  return {
    span,
    sentence: isKnown ? t(`mail.report.actors.${query.kind}`, values) : t(`spend.actors.sources.${source}`),
    story: [],
    table: {
      columns: [
        { label: t(`spend.actors.kinds.${query.kind}`) },
        { label: t("mail.report.amount"), isNumber: true },
      ],
      rows: isKnown ? listLines(found, query.kind, { t, money }) : [],
      foot: [t("spend.gaps.billed"), money(printed.reportedCents)],
    },
    chart: null,
    kind: isKnown ? source : null,
    notes: [
      ...(isKnown ? [t("spend.actors.notCovered")] : []),
      ...listGaps(found, t),
      ...(totals.length > 0 ? [t("mail.report.inCurrency", { currency })] : []),
    ],
    path: toLasting("/cost/people", search, found),
    openSheet: () => openActors(by, query),
  };
}

type Words = Pick<Asked<never>, "t"> & { money: (cents: string) => string };

function listLines({ rows, total, gaps, printed }: SpendActors, kind: "key" | "person", { t, money }: Words) {
  const shown = rows.slice(0, listedRows);
  const others = toDifference(sumDecimals(shown.map((row) => row.printedCents)), printed.cents);
  return [
    ...shown.map((row) => [
      row.name ?? row.email ?? (row.id || t("reports.values.noKey")),
      money(row.printedCents),
    ]),
    ...(total > shown.length
      ? [[t(`mail.report.otherActors.${kind}`, { count: total - shown.length }), money(others)]]
      : []),
    ...gaps.map(({ reason, printedCents }) => [
      t(`spend.gaps.reasons.${reason}`),
      money(roundCents(printedCents, printed.places)),
    ]),
  ];
}
