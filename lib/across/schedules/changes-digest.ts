import "server-only";
import { openChanges } from "@/lib/across/exports/changes";
import type { DayRange } from "@/lib/core/format/calendar";
import { formatSpan, toSpanStyle } from "@/lib/core/format/format";
import { formatCents } from "@/lib/core/money/money";
import { sumDecimals } from "@/lib/core/money/money-math";
import { roundTable } from "@/lib/core/money/rounding";
import { isTag, toTagKey } from "@/lib/money/reports/dimension";
import { noKey, otherKey } from "@/lib/money/reports/vocabulary";
import type { Change, SpendChanges } from "@/lib/money/spend/change-schema";
import { getSpendChanges } from "@/lib/money/spend/changes";
import { type ChangesQuery, loadChangesSearch, toChangesQuery } from "@/lib/money/spend/search-params";
import { describeDifference } from "./difference";
import type { Asked, Digest } from "./digest";
import { listGaps } from "./gaps";
import { nameValue } from "./name-value";
import { writeChanges } from "./tell-changes";

const listedRows = 10;

type Words = Pick<Asked<never>, "t" | "locale">;

export async function digestChanges({ by, search, today, ...words }: Asked<"cost:read">): Promise<Digest> {
  const { t, locale } = words;
  const query = toChangesQuery(loadChangesSearch(search), today);
  const changes = await getSpendChanges(by, query);
  const { after, before, afterCents, currency, totals } = changes;
  const isWhole = changes.loading === null && changes.missingDays + changes.unkeptDays === 0;
  const story = isWhole ? writeChanges(changes, { ...words, today }) : [];
  const format = (cents: string) => formatCents(cents, locale, currency);
  const compared = { ...before, total: isWhole ? changes.beforeCents : null };
  const span = formatSpan(after, locale);
  const difference =
    story.length > 0
      ? ""
      : describeDifference({ ...after, total: afterCents }, compared, { ...words, format });
  const lasting = toLastingSearch(search, query);
  return {
    span,
    sentence: `${t("mail.report.cost", { amount: format(afterCents), span })}${difference}`,
    story,
    table: toTable(changes, query, { ...words, today }),
    chart: null,
    kind: changes.isEstimate ? null : "billed",
    notes: [
      ...(changes.within
        ? [t("mail.report.within", { name: nameValue(t, "workspace", changes.within) })]
        : []),
      ...listGaps(changes, t),
      ...(changes.isEstimate ? [t("spend.changes.estimate")] : []),
      ...(totals.length > 0 ? [t("mail.report.inCurrency", { currency })] : []),
    ],
    path: `/cost/changes?${lasting}`,
    openSheet: () => openChanges(by, lasting),
  };
}

/** The page has more rows, and the file has all. */
function toTable(
  { rows, currency, after, before }: SpendChanges,
  { by }: Pick<ChangesQuery, "by">,
  { t, locale, today }: Words & { today: string },
) {
  const toLabel = (span: DayRange) => formatSpan(span, locale, toSpanStyle([after, before], today));
  const shown = combine(rows);
  const printed = roundTable(
    shown.map(({ afterCents, beforeCents }) => ({ parts: [afterCents], before: beforeCents })),
  );
  const money = (cents: string) => formatCents(cents, locale, currency);
  const toCells = ({ before, total, difference }: (typeof printed)["total"]) => [
    money(before),
    money(total),
    `${/^(-|0$)/.test(difference) ? "" : "+"}${money(difference)}`,
  ];
  return {
    columns: [
      { label: isTag(by) ? toTagKey(by) : t(`spend.changes.axes.${by}`) },
      { label: toLabel(before), isNumber: true },
      { label: toLabel(after), isNumber: true },
      { label: t("spend.changes.difference"), isNumber: true },
    ],
    rows: shown.map((row, index) => [
      by === "model" && row.key === noKey ? t("spend.changes.noModel") : nameValue(t, by, row),
      ...toCells(printed.rows[index] ?? printed.total),
    ]),
    foot: [t("mail.report.total"), ...toCells(printed.total)],
  };
}

function combine(rows: readonly Change[]): Pick<Change, "key" | "label" | "beforeCents" | "afterCents">[] {
  const shown = rows.slice(0, listedRows);
  const rest = rows.slice(listedRows);
  if (rest.length === 0) return shown;
  const beforeCents = sumDecimals(rest.map((row) => row.beforeCents));
  const afterCents = sumDecimals(rest.map((row) => row.afterCents));
  return [...shown, { key: otherKey, label: null, beforeCents, afterCents }];
}

/** Replaces ranges by their days, because ranges would be other days tomorrow. */
function toLastingSearch(search: URLSearchParams, { after, before }: ChangesQuery): URLSearchParams {
  const lasting = new URLSearchParams(search);
  lasting.delete("range");
  lasting.delete("compare");
  const days = { from: after.from, to: after.to, beforeFrom: before.from, beforeTo: before.to };
  for (const [name, day] of Object.entries(days)) lasting.set(name, day);
  return lasting;
}
