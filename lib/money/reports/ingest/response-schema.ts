import "server-only";
import Big from "big.js";
import { z } from "zod";
import { indexedText, instant, mostCounted, toUtc } from "@/lib/core/admin-api/schema";
import { toStorableText } from "@/lib/core/format/storable";
import { type Currency, toCurrency, usd } from "@/lib/core/money/money";
import { costColumns } from "@/lib/money/reports/cost/dimensions";
import { geoColumns, hourColumns, usageColumns } from "@/lib/money/reports/usage/dimensions";
import { toRowReader, toShape } from "./row-reader";

// Row transforms name every field or use a `toRowReader`: objects made with rest or spread take a hundred times as long,
// and a first sync makes millions.

export const text = indexedText.transform(toStorableText);
/** Also null if missing: an older API doesn't know every dimension. */
export const dimension = text.nullish().transform((value) => value ?? null);
/** Zero if missing: not every server reports every count. */
const tokens = z
  .number()
  .int()
  .nonnegative()
  .max(mostCounted)
  .nullish()
  .transform((value) => value ?? 0);
const plainDigits = /^-?\d{1,60}(\.\d{1,60})?$/;
const powerOfTen = /^-?\d{1,60}(\.\d{1,60})?e[+-]?\d{1,3}$/i;

/** The cost report sends strings, Claude Code numbers; both become plain exact digits. */
export const cents = z.union([z.string(), z.number()]).transform((value, context) => {
  const given = String(value);
  // Most languages write only the largest and the smallest numbers with an exponent.
  const digits = powerOfTen.test(given) ? new Big(given).toFixed() : given;
  if (plainDigits.test(digits)) return digits;
  context.addIssue({ code: "custom", message: "is not an amount" });
  return z.NEVER;
});

export const currency = z
  .string()
  .nullish()
  .transform((value, context): Currency => {
    const found = value?.trim() ? toCurrency(value) : usd;
    if (found !== null) return found;
    context.addIssue({ code: "custom", message: "is not a currency" });
    return z.NEVER;
  });

export const utcDay = z
  .string()
  .refine((value) => !Number.isNaN(Date.parse(value)))
  .transform((value) => new Date(toUtc(value)).toISOString().slice(0, 10));

export const dayBucket = z.object({ starting_at: utcDay, results: z.array(z.unknown()) });
export const hour = instant.transform((value) => new Date(value).toISOString());
export const hourBucket = z.object({ starting_at: hour, results: z.array(z.unknown()) });

const readCost = toRowReader(costColumns);
export const costRow = z
  .object({ amount: cents, currency, ...toShape(costColumns, dimension) })
  .transform((row) => Object.assign(readCost(row), { currency: row.currency, cents: row.amount }));
export type CostRow = z.infer<typeof costRow>;

export const usageCounts = {
  uncached_input_tokens: tokens,
  cache_read_input_tokens: tokens,
  cache_creation: z
    .object({ ephemeral_5m_input_tokens: tokens, ephemeral_1h_input_tokens: tokens })
    .nullish(),
  cache_creation_input_tokens: tokens, // All of them, from before caches had two lifetimes: counted as five minutes.
  output_tokens: tokens,
  server_tool_use: z.object({ web_search_requests: tokens }).nullish(),
};
export const toCounts = (row: z.infer<z.ZodObject<typeof usageCounts>>) => {
  const fiveMinutes = row.cache_creation?.ephemeral_5m_input_tokens ?? 0;
  const hour = row.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  const rest = Math.max(0, row.cache_creation_input_tokens - fiveMinutes - hour);
  return {
    uncachedInputTokens: row.uncached_input_tokens,
    cacheReadInputTokens: row.cache_read_input_tokens,
    cacheCreation5mInputTokens: fiveMinutes + rest,
    cacheCreation1hInputTokens: hour,
    outputTokens: row.output_tokens,
    webSearchRequests: row.server_tool_use?.web_search_requests ?? 0,
  };
};

const readUsage = toRowReader(usageColumns);
export const usageRow = z
  .object({ ...toShape(usageColumns, dimension), ...usageCounts })
  .transform((row) => Object.assign(readUsage(row), toCounts(row)));
export type UsageRow = z.infer<typeof usageRow>;

const readGeo = toRowReader(geoColumns);
export const geoRow = z
  .object({ ...toShape(geoColumns, dimension), ...usageCounts })
  .transform((row) => Object.assign(readGeo(row), toCounts(row)));
export type UsageGeoRow = z.infer<typeof geoRow>;

const readHour = toRowReader(hourColumns);
export const hourRow = z
  .object({ ...toShape(hourColumns, dimension), ...usageCounts })
  .transform((row) => Object.assign(readHour(row), toCounts(row)));
export type UsageHourRow = z.infer<typeof hourRow>;
