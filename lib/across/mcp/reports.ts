import "server-only";
import { z } from "zod";
import { asReader } from "@/lib/across/rest/endpoint";
import { type Noun, readReport } from "@/lib/across/rest/reports";
import { toMoney } from "@/lib/across/rest/values";
import type { Permission } from "@/lib/core/auth/permissions";
import { refuseFields } from "@/lib/core/entry/strict-search";
import { toExact } from "@/lib/core/money/money";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { getSpendMonth } from "@/lib/money/spend/month";
import { findEndpoint, toSearch } from "./ask";
import { maxRows, rowsOutput, toBounded } from "./bounds";
import { defineTool, type Tool } from "./tool";

type Declared = {
  noun: Noun;
  permission: Permission;
  title: string;
  description: string;
  groups: string;
  filters: string;
};

const narrow = "Give a shorter from and to, a filter, or fewer columns in group; total is of all rows.";
const texts = z.union([z.string().max(300), z.array(z.string().max(300)).max(100)]);
const day = (about: string) => z.iso.date().describe(about).optional();

export const reportTools: readonly Tool[] = [
  defineReportTool({
    noun: "cost",
    permission: "cost:read",
    title: "Query cost",
    description: "Sums what was spent, exactly, by any columns. The largest first, or in order of time.",
    groups: "day, workspace, workspace_id, model, token_type, cost_type, description, service_tier, tag:NAME",
    filters: "workspace (ID), model, token_type, cost_type, service_tier, currency, tag (key=value)",
  }),
  defineReportTool({
    noun: "usage",
    permission: "usage:read",
    title: "Query usage",
    description: "Sums tokens and requests by any columns.",
    groups: "day, hour, workspace, workspace_id, model, api_key, api_key_id, service_tier, person, tag:NAME",
    filters: "workspace (ID), model, key (ID), service_tier, context_window, person, tag (key=value)",
  }),
  defineReportTool({
    noun: "claude-code",
    permission: "claude-code:read",
    title: "Query Claude Code",
    description: "Sums sessions, lines, commits, and estimated cost of Claude Code by any columns.",
    groups: "day, actor, model, terminal_type, customer_type",
    filters: "terminal, place, customer",
  }),
  defineTool({
    name: "get_forecast",
    title: "Forecast cost",
    description: "What this month, quarter, and year are expected to cost, beside what was spent so far.",
    anyOf: ["cost:read"],
    input: z.strictObject({ currency: z.string().max(10).describe("USD by default").optional() }),
    run: async (program, { currency }) => {
      const found = await asReader("cost:read", program, (by) =>
        getSpendMonth(by, { currency: currency === undefined ? null : parseAsCurrency.parse(currency) }),
      );
      const { forecast } = found;
      const toAmount = (cents: string | null) =>
        cents === null ? null : toMoney(toExact(cents, found.currency), found.currency);
      return {
        month: found.month,
        spent: toAmount(found.cents),
        last_month: toAmount(found.lastCents),
        forecast: forecast && {
          month: toAmount(forecast.cents),
          low: toAmount(forecast.lowCents),
          high: toAmount(forecast.highCents),
          quarter: toAmount(forecast.quarterCents),
          year: toAmount(forecast.yearCents),
          is_provisional: forecast.isProvisional,
        },
        ...(found.missingDays > 0 && { missing_days: found.missingDays }),
        path: "/cost?range=this_month",
      };
    },
  }),
];

function defineReportTool({ noun, permission, title, description, groups, filters }: Declared): Tool {
  const input = z.strictObject({
    from: day("First day, UTC; 30 days ago by default"),
    to: day("Last day, UTC; yesterday by default"),
    group: texts.describe(`Columns: ${groups}; day by default`).optional(),
    filter: z.record(z.string().max(100), texts).describe(`Only these values: ${filters}`).optional(),
  });
  const known = Object.keys(findEndpoint(`/reports/${noun}`).query);
  return defineTool({
    name: `query_${noun.replace("-", "_")}`,
    title,
    description,
    anyOf: [permission],
    input,
    output: { ...rowsOutput, total: z.record(z.string(), z.unknown()) },
    run: async (program, { from, to, group = "day", filter = {} }) => {
      const wrong = Object.keys(filter).filter((name) => !known.includes(name) || name in input.shape);
      refuseFields(Object.fromEntries(wrong.map((name) => [`filter.${name}`, ["can't be filtered by"]])));
      const columns = [group].flat();
      const range = toSearch({ from, to, ...Object.fromEntries(toLists(filter)) });
      const search = new URLSearchParams([
        ...range,
        ...(columns.length > 0 ? [["group", columns.join(",")]] : []),
      ]);
      const found = await asReader(permission, program, () => readReport(noun, program, search, maxRows));
      const { rows, count, total, missingDays, incompleteDays } = found;
      return {
        ...toBounded(rows, { narrow, count }),
        total,
        ...(missingDays > 0 && { missing_days: missingDays }),
        ...(incompleteDays > 0 && { incomplete_days: incompleteDays }),
        path: `/${noun}?${range}`,
      };
    },
  });
}

function toLists(filter: Readonly<Record<string, string | string[]>>): [string, string[]][] {
  return Object.entries(filter).map(([name, values]) => [name, [values].flat()]);
}
