import "server-only";
import { z } from "zod";
import { readOptionalApi } from "@/lib/core/admin-api/client";
import { AppError } from "@/lib/core/errors/errors";
import { readRows, type UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { type MinuteRow, minuteBucket, minutePage, minuteRow } from "./response-schema";
import type { LimitGroup } from "./schema";
import { type PeakMeasure, peakMeasures } from "./vocabulary";

const path = "/v1/organizations/usage_report/messages";
const fastModeBeta = "fast-mode-2026-02-01";
const minuteMs = 60_000;
const minutesPerDay = 1440;
/** A page holds a whole day. If a server returns an hour or less, the peaks aren't worth the requests. */
const maxPages = 24;

const dayPeaks = z.object({
  groups: z.array(
    z.object({
      key: z.string(),
      peaks: z.array(z.object({ measure: z.enum(peakMeasures), tokens: z.number(), at: z.string() })),
    }),
  ),
  otherModels: z.array(z.string()),
});
export type DayPeaks = z.infer<typeof dayPeaks>;

export function toDayPeaks(stored: unknown): DayPeaks {
  return dayPeaks.parse(stored);
}

/** Identifies a group even if the API is too old to give it an ID. */
export function toGroupKey({ id, models, type }: Pick<LimitGroup, "id" | "models" | "type">): string {
  return id ?? `${type} ${(models ?? []).join(" ")}`;
}

export function toGrouping(groups: readonly LimitGroup[]): string {
  return JSON.stringify(groups.filter(hasModels).map((group) => [toGroupKey(group), group.models]));
}

export function hasModels({ type, models }: Pick<LimitGroup, "type" | "models">): boolean {
  return type === "model_group" && models !== null;
}

/** @throws AppError refused, not_found, or bad_answer without usage by the minute; others as `readApi` */
export async function readDayPeaks(
  day: string,
  groups: readonly LimitGroup[],
): Promise<{ peaks: DayPeaks; unreadable: UnreadableRow[] }> {
  const fold = new Fold(groups);
  const unreadable: UnreadableRow[] = [];
  const startMs = Date.parse(day);
  for await (const received of readBuckets(startMs, groups)) {
    const bucket = readRows(minuteBucket, [received], []);
    unreadable.push(...bucket.unreadable);
    const [found] = bucket.rows;
    if (!found) continue;
    const minute = (found.starting_at - startMs) / minuteMs;
    const { rows, unreadable: odd } = readRows(minuteRow, found.results, []);
    unreadable.push(...odd);
    fold.add(minute, rows);
  }
  return { peaks: fold.toPeaks(startMs), unreadable };
}

async function* readBuckets(startMs: number, groups: readonly LimitGroup[]): AsyncGenerator<unknown> {
  // Only an API with fast-mode limits knows the speed of requests.
  const hasFast = groups.some(({ limits }) => limits.some(({ type }) => type.startsWith("fast_")));
  const query = {
    starting_at: toInstant(startMs),
    ending_at: toInstant(startMs + minutesPerDay * minuteMs),
    bucket_width: "1m",
    limit: minutesPerDay,
    group_by: ["model", "service_tier", ...(hasFast ? ["speed"] : [])],
  };
  const headers = hasFast ? { "anthropic-beta": fastModeBeta } : {};
  let cursor: string | undefined;
  for (let pages = 0; pages < maxPages; pages++) {
    const page = await readOptionalApi(async (api, options) => {
      const asked = { ...query, ...(cursor && { page: cursor }) };
      return minutePage.parse(await api.get<unknown>(path, { ...options, headers, query: asked }));
    });
    if (page.has_more && page.data.length * maxPages < minutesPerDay) break;
    yield* page.data;
    if (!page.has_more || !page.next_page) return;
    cursor = page.next_page;
  }
  throw new AppError("bad_answer", `${path} gives the minutes of a day in more than ${maxPages} pages`);
}

function toInstant(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}

type Sums = Record<PeakMeasure, number>;
type Highest = Map<PeakMeasure, { tokens: number; minute: number }>;

class Fold {
  readonly #keyOfModel = new Map<string, string>();
  readonly #highest = new Map<string, Highest>();
  readonly #others = new Set<string>();
  readonly #seen = new Set<number>();

  constructor(groups: readonly LimitGroup[]) {
    for (const group of groups.filter(hasModels)) {
      this.#highest.set(toGroupKey(group), new Map());
      for (const model of group.models ?? []) this.#keyOfModel.set(model, toGroupKey(group));
    }
  }

  /** Batches have their own limits, which don't count tokens. */
  add(minute: number, rows: readonly MinuteRow[]): void {
    if (!Number.isInteger(minute) || minute < 0 || minute >= minutesPerDay || this.#seen.has(minute))
      throw new AppError("bad_answer", "the report gave a minute unasked or twice");
    this.#seen.add(minute);
    const sums = new Map<string, Sums>();
    for (const row of rows) {
      const key = this.#keyOfModel.get(row.model);
      if (key === undefined) this.#others.add(row.model);
      else if (!row.isBatch) sums.set(key, addRow(sums.get(key), row));
    }
    for (const [key, sum] of sums) this.#raise(key, sum, minute);
  }

  #raise(key: string, sum: Sums, minute: number): void {
    const highest = this.#highest.get(key);
    for (const measure of peakMeasures)
      if (sum[measure] > (highest?.get(measure)?.tokens ?? 0))
        highest?.set(measure, { tokens: sum[measure], minute });
  }

  toPeaks(startMs: number): DayPeaks {
    const groups = [...this.#highest].map(([key, highest]) => ({
      key,
      peaks: [...highest].map(([measure, { tokens, minute }]) => ({
        measure,
        tokens,
        at: toInstant(startMs + minute * minuteMs),
      })),
    }));
    return { groups, otherModels: [...this.#others].filter(Boolean).toSorted() };
  }
}

const nothing: Sums = { input: 0, uncached: 0, output: 0, tokens: 0, fastUncached: 0, fastOutput: 0 };

/** Fast mode has its own limits and doesn't count toward the others. */
function addRow(sum: Sums = nothing, { isFast, uncached, cacheRead, output }: MinuteRow): Sums {
  if (isFast)
    return { ...sum, fastUncached: sum.fastUncached + uncached, fastOutput: sum.fastOutput + output };
  const input = uncached + cacheRead;
  return {
    ...sum,
    input: sum.input + input,
    uncached: sum.uncached + uncached,
    output: sum.output + output,
    tokens: sum.tokens + input + output,
  };
}
