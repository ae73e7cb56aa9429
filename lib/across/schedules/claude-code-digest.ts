import "server-only";
import { openClaudeCode } from "@/lib/across/exports/report-sheets";
import { formatCount, formatSpan } from "@/lib/core/format/format";
import { formatCents, usd } from "@/lib/core/money/money";
import { getClaudeCode } from "@/lib/money/reports/claude-code/report";
import type { ClaudeCodeReport, ClaudeCodeSums } from "@/lib/money/reports/claude-code/schema";
import { loadClaudeCodeSearch, toClaudeCodeQuery } from "@/lib/money/reports/claude-code/search-params";
import { toFilterSearch } from "@/lib/money/reports/search-params";
import { workCounts } from "@/lib/money/reports/vocabulary";
import { toCompleteSearch } from "./complete";
import type { Asked, Chart, Digest } from "./digest";
import { listGaps } from "./gaps";
import { toLasting } from "./lasting";
import { toStack } from "./stack";

/** The file is by day, whatever the page is grouped by. */
export async function digestClaudeCode(given: Asked<"claude-code:read">): Promise<Digest> {
  const { by, search, today, t, locale } = given;
  const query = toClaudeCodeQuery(toCompleteSearch(loadClaudeCodeSearch(search), today), today);
  const report = await getClaudeCode(by, query);
  const { sums, compared } = report;
  const span = formatSpan(report, locale);
  const toCells = (one: ClaudeCodeSums | null) => [
    ...workCounts.map((name) => (one ? formatCount(one[name] ?? "0", locale) : "–")),
    one ? formatCents(one.cents ?? "0", locale, usd) : "–",
  ];
  const [now, before] = [toCells(sums), toCells(compared?.total?.sums ?? null)];
  const labels = [...workCounts.map((name) => t(`claudeCode.counts.${name}`)), t("claudeCode.cents")];
  const files = new URLSearchParams({
    from: query.from,
    to: query.to,
    group: "day",
    ...toFilterSearch(query.filter),
  });
  return {
    span,
    sentence: t("mail.report.claudeCode", {
      people: countPeople(report.kinds),
      sessions: formatCount(sums.sessions ?? "0", locale),
      span,
    }),
    story: [],
    table: {
      columns: [
        { label: t("mail.report.measure") },
        { label: span, isNumber: true },
        { label: compared ? formatSpan(compared, locale) : "–", isNumber: true },
      ],
      rows: labels.map((label, index) => [label, now[index] ?? "", before[index] ?? ""]),
    },
    chart: toChart(report, { t, locale, span }),
    kind: "estimated",
    notes: listGaps(report, t),
    path: toLasting("/claude-code", search, report),
    openSheet: () => openClaudeCode(by, files),
  };
}

function countPeople(kinds: ClaudeCodeReport["kinds"]): number {
  return kinds.find(({ key }) => key === "user_actor")?.actors ?? 0;
}

type Words = Pick<Asked<never>, "t" | "locale"> & { span: string };

/** People who are active in two periods would count twice in a total. */
function toChart({ buckets }: ClaudeCodeReport, { t, locale, span }: Words): Chart {
  const title = t("mail.report.active");
  const bars = buckets.map(({ startsOn, actors }) => {
    const value = String(actors);
    return { startsOn, total: value, parts: [{ key: "active", value }] };
  });
  const format = (count: string) => formatCount(count, locale);
  const parts = [{ key: "active", name: title, amount: "", color: 0 }];
  return { title, span, total: "", ...toStack(bars, parts, { locale, format }) };
}
