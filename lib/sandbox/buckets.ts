import "server-only";
import type { Context } from "hono";
import { dayMs, floorTo, formatBucketTime, hourMs, minuteMs } from "./clock";
import { formatCursor, readCursor } from "./paging";
import { toInvalid } from "./problem";
import { type LimitRule, readInstant, readLimit, requireInstant } from "./query";

export const bucketWidths = { "1m": minuteMs, "1h": hourMs, "1d": dayMs } as const;
export type BucketWidth = keyof typeof bucketWidths;

export type Bucket<T> = { starting_at: string; ending_at: string; results: T[] };
export type ReportPage<T> = { data: T[]; has_more: boolean; next_page: string | null };

export function pageBuckets<T>(
  context: Context,
  given: { width: BucketWidth; limits: LimitRule; nowMs: number },
  listResults: (fromMs: number, toMs: number) => T[],
): ReportPage<Bucket<T>> {
  const width = bucketWidths[given.width];
  const limit = readLimit(context, given.limits);
  const { start, end } = readRange(context, width, given.nowMs);
  const first = readCursor(context)?.at ?? start;
  const data: Bucket<T>[] = [];
  let at = first;
  for (; at < end && data.length < limit; at += width) {
    data.push({
      starting_at: formatBucketTime(at),
      ending_at: formatBucketTime(at + width),
      results: listResults(at, at + width),
    });
  }
  const hasMore = at < end;
  return { data, has_more: hasMore, next_page: hasMore ? formatCursor(context, { at, stamp: 0 }) : null };
}

function readRange(context: Context, width: number, nowMs: number): { start: number; end: number } {
  const starting = requireInstant(context, "starting_at");
  const ending = readInstant(context, "ending_at");
  if (ending !== undefined && ending <= starting) throw toInvalid("ending_at: must be after starting_at.");
  const current = floorTo(nowMs, width) + width;
  return {
    start: floorTo(starting, width),
    end: ending === undefined ? current : Math.min(current, floorTo(ending, width)),
  };
}
