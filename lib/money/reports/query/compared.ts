import "server-only";
import type { SQL } from "drizzle-orm";
import type { DayRange, Granularity } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";
import {
  type ComparedQuery,
  listComparisonPeriods,
  listSpanDays,
  type Span,
  toSpanBucket,
} from "./comparison-periods";
import { listReadDays } from "./coverage";
import { listBuckets } from "./rollup-periods";

export type ComparedAsk = DayRange & {
  /** Parts that are summed separately; hours are separate anyway. */
  spans?: readonly DayRange[];
  /** The widest sums that may be used within a span. */
  granularity: Granularity;
  bucket: SQL;
};
type Sums<Total, Value> = { total: Total; buckets: ReadonlyMap<string, Value> };
type Part<Value> = DayRange & { value: Value | null };
type Compared<Total, Value> = DayRange & {
  total: Total | null;
  bars: (Part<Value> | null)[];
  rest: Part<Value>[];
};

/** A part is null while one of its days isn't loaded, and so is the total. */
export async function getCompared<Total, Value>(
  report: ReportName,
  query: ComparedQuery,
  { read, nothing }: { read: (asked: ComparedAsk) => Promise<Sums<Total, Value>>; nothing: Value },
): Promise<Compared<Total, Value> | null> {
  const compared = listComparisonPeriods(query);
  if (!compared) return null;
  const { range, spans } = compared;
  const asked: ComparedAsk = {
    ...range,
    ...(query.granularity === "hour" ? { granularity: "hour" } : { granularity: "month", spans }),
    bucket: toSpanBucket(compared, query),
  };
  const [{ total, buckets }, readDays] = await Promise.all([read(asked), listReadDays(report, range)]);
  const isRead = (span: Span) => listSpanDays(span).every((day) => readDays.has(day));
  const toPart = (span: Span): Part<Value> => {
    const { from, to } = span;
    return { from, to, value: isRead(span) ? (buckets.get(from) ?? nothing) : null };
  };
  const own = new Map(spans.map((span) => [span.bar, span]));
  return {
    ...range,
    total: spans.every(isRead) ? total : null,
    bars: listBuckets(query, query.granularity).map((_, bar) => {
      const span = own.get(bar);
      return span ? toPart(span) : null;
    }),
    rest: spans.filter(({ bar }) => bar === null).map(toPart),
  };
}
