import type { Column } from "./measure";

/** From the design: what the large organisation may take on two cores. */
const budgets: Record<string, string> = {
  "/members (ms)": "60",
  "/cost, 30 days (ms)": "60",
  "/cost, 12 months (ms)": "120",
  "/ (overview) (ms)": "60",
  "/cost/changes (ms)": "60",
  "/cost/people (ms)": "60",
  "/cost/chargeback (ms)": "60",
  "cost by workspace, 12 months (ms)": "120",
  "cost by model, 12 months (ms)": "120",
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
