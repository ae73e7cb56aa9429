import type { Column } from "./measure";

/** From the design: what the large organization may take on two cores. */
const budgets: Record<string, string> = {
  ...toBudgets(60, [
    "/ (overview)",
    "/members",
    "/keys",
    "/workspaces",
    "/cost",
    "/cost/changes",
    "/cost/people",
  ]),
  ...toBudgets(60, ["/cost/chargeback", "/usage", "/claude-code", "/activity"]),
  ...toBudgets(120, ["/cost, 12 months", "/usage, 12 months", "/claude-code, 12 months"]),
  ...toBudgets(120, [
    "cost by workspace, 12 months",
    "cost by model, 12 months",
    "usage by workspace, 12 months",
  ]),
  ...toBudgets(120, ["usage by key, 12 months", "usage by geography, 12 months", "Claude Code, 12 months"]),
  ...toBudgets(120, ["Claude Code by model, 12 months"]),
  "/members, largest paint (ms)": "1000",
  "/members, layout shift": "0.05",
  "/members, key to paint (ms)": "100",
  "/members, key to rows (ms)": "100",
  "Admin API requests of a warm page": "0",
  "JS of /members (gzip kB)": "240",
  "JS of /cost (gzip kB)": "300",
  "JS of /me (gzip kB)": "240",
  "JS of /sign-in (gzip kB)": "240",
};

/** One row a measure, one column a case. */
export function printTable(columns: readonly Column[]): void {
  const names = [...new Set(columns.flatMap(({ cells }) => [...cells.keys()]))];
  const rows = [
    ["", ...columns.map(({ title }) => title), "budget"],
    ...names.map((name) => [name, ...columns.map(({ cells }) => cells.get(name) ?? ""), budgets[name] ?? ""]),
  ];
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join("  "),
    );
}

function toBudgets(ms: number, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${name} (ms)`, String(ms)]));
}
