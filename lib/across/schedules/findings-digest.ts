import "server-only";
import { openSheet } from "@/lib/across/exports/sheets";
import { addDays, addMonths } from "@/lib/core/format/calendar";
import { formatSpan } from "@/lib/core/format/format";
import { listFindings } from "@/lib/governance/findings/list-read-model";
import type { Finding } from "@/lib/governance/findings/schema";
import {
  type FindingSearch,
  loadFindingSearch,
  toFindingQueryString,
} from "@/lib/governance/findings/search-params";
import type { Asked, Digest } from "./digest";
import type { Cadence } from "./vocabulary";

const listedRows = 10;

type Given = Asked<"findings:read"> & { cadence: Cadence };

/** What appeared and what was resolved in the days since the last report, and nothing that was known before. */
export async function digestFindings({ by, search, today, t, locale, cadence }: Given): Promise<Digest> {
  const days = { from: toFirstDay(cadence, today), to: addDays(today, -1) };
  const asked: FindingSearch = {
    ...loadFindingSearch(search),
    ...days,
    state: "all",
    sort: "score",
    direction: "desc",
    page: 1,
  };
  const appeared = await listFindings(by, { ...asked, change: "appeared" });
  const resolved = await listFindings(by, { ...asked, change: "resolved" });
  const query = toFindingQueryString(asked).slice(1);
  const span = formatSpan(days, locale);
  const rows = [
    ...appeared.rows.slice(0, listedRows).map((row) => toCells(row, "appeared", t)),
    ...resolved.rows.slice(0, listedRows).map((row) => toCells(row, "resolved", t)),
  ];
  return {
    span,
    sentence: t("mail.report.findings.sentence", {
      appeared: appeared.total,
      resolved: resolved.total,
      span,
    }),
    story: [],
    table: {
      columns: [
        { label: t("mail.report.findings.change") },
        { label: t("findings.columns.finding") },
        { label: t("mail.report.columns.name") },
        { label: t("mail.report.columns.workspace") },
      ],
      rows,
    },
    chart: null,
    kind: null,
    notes:
      appeared.total + resolved.total > rows.length
        ? [t("mail.report.firstRows", { count: rows.length })]
        : [],
    path: `/findings?${query}`,
    openSheet: () => openSheet("findings", by.actor, new URLSearchParams(query)),
  };
}

function toCells(
  { rule, label, workspaceName }: Finding,
  change: "appeared" | "resolved",
  t: Asked<never>["t"],
): string[] {
  return [
    t(`mail.report.findings.${change}`),
    t(`findings.rules.${rule}.title`),
    label || t("findings.organization"),
    workspaceName ?? "–",
  ];
}

function toFirstDay(cadence: Cadence, today: string): string {
  if (cadence === "monthly") return addMonths(today, -1);
  return addDays(today, cadence === "weekly" ? -7 : -1);
}
