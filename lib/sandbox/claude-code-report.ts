import "server-only";
import { type Context, Hono } from "hono";
import { listVariantRows } from "./claude-code-rows";
import { dayMs, floorTo, hourMs, minuteMs } from "./clock";
import { formatCursor, readCursor } from "./paging";
import { toInvalid } from "./problem";
import { readLimit, readText } from "./query";
import type { Source } from "./sources";
import type { Store } from "./store";
import { isOn, toCurrencies } from "./switches";
import type { Line } from "./traffic";
import type { VisitTraffic } from "./visit-traffic";

export function createClaudeCodeReportRoutes(store: Store, visitTraffic: VisitTraffic): Hono {
  let kept: { key: string; rows: object[] } | undefined;
  return new Hono().get("/usage_report/claude_code", (context) => {
    const start = readDay(context);
    const limit = readLimit(context);
    const cursor = readCursor(context);
    // Records are an hour old at least, and later pages keep the first page's boundary.
    const until = cursor?.stamp ?? floorTo(store.now().getTime() - hourMs, minuteMs);
    const toCurrency = toCurrencies(context, store);
    const key = `${start} ${until} ${store.revision} ${isOn(context, "other_currency")}`;
    const rows =
      cursor && kept?.key === key
        ? kept.rows
        : listRows(visitTraffic, { start, end: Math.min(start + dayMs, until) }, (source, lines) =>
            listVariantRows(store, source, lines, { start, toCurrency }),
          );
    const first = cursor?.at ?? 0;
    const end = first + limit;
    const hasMore = end < rows.length;
    kept = hasMore ? { key, rows } : undefined;
    return context.json({
      data: rows.slice(first, end),
      has_more: hasMore,
      next_page: hasMore ? formatCursor(context, { at: end, stamp: until }) : null,
    });
  });
}

function readDay(context: Context): number {
  const text = readText(context, "starting_at");
  if (text === undefined) throw toInvalid("starting_at: Field required");
  const start = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(start)) throw toInvalid("starting_at: must be a date in the form YYYY-MM-DD.");
  return start;
}

function listRows(
  visitTraffic: VisitTraffic,
  { start, end }: { start: number; end: number },
  toRows: (source: Source, lines: Line[]) => object[],
): object[] {
  const bySource = new Map<Source, Line[]>();
  if (end > start)
    visitTraffic(start, end, (line, quantities) => {
      if (line.source.load.profile !== "code") return;
      const lines = bySource.get(line.source) ?? [];
      bySource.set(line.source, lines);
      lines.push({ ...line, quantities });
    });
  return [...bySource].flatMap(([source, lines]) => toRows(source, lines));
}
