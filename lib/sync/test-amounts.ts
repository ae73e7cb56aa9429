import "server-only";
import Big from "big.js";
import { z } from "zod";

type ToAmount = (row: unknown) => Big.BigSource;

export type Amounts = { told: ToAmount; read: ToAmount };

export function toTotal(rows: readonly unknown[], toAmount: ToAmount): string {
  return rows.reduce<Big>((total, row) => total.plus(toAmount(row)), new Big(0)).toFixed();
}

/** Totals are in dollars and must exclude other currencies. Without a currency, an amount is in dollars. */
const told = z
  .looseObject({ amount: z.union([z.string(), z.number()]), currency: z.string().nullish() })
  .transform(({ amount, currency }) => (/^\s*(usd\s*)?$/i.test(currency ?? "") ? amount : 0));
const read = z
  .looseObject({ cents: z.string(), currency: z.string() })
  .transform(({ cents, currency }) => (currency === "USD" ? cents : "0"));

export const costCents: Amounts = { told: (row) => told.parse(row), read: (row) => read.parse(row) };

export const actorCents: Amounts = {
  told: (row) => z.looseObject({ cost: told }).parse(row).cost,
  read: (row) => read.parse(row),
};

export const spendLimitCents: Amounts = {
  told: (row) => z.looseObject({ amount: z.string().nullable() }).parse(row).amount ?? 0,
  read: (row) => z.looseObject({ cents: z.string().nullable() }).parse(row).cents ?? 0,
};

const toldModels = z.looseObject({
  model_breakdown: z.array(z.looseObject({ estimated_cost: told })).nullish(),
});

export const estimatedCents: Amounts = {
  told: (row) => {
    const models = toldModels.parse(row).model_breakdown ?? [];
    return models.reduce((total, { estimated_cost }) => total.plus(estimated_cost), new Big(0));
  },
  read: (row) => z.looseObject({ estimatedCents: z.string() }).parse(row).estimatedCents,
};

const count = z.number().nullish();
const lives = z.looseObject({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count });
const toldTokens = z.looseObject({
  uncached_input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation: lives.nullish(),
  cache_creation_input_tokens: count,
  output_tokens: count,
});
const readTokens = z.looseObject({
  uncachedInputTokens: z.number(),
  cacheReadInputTokens: z.number(),
  cacheCreation5mInputTokens: z.number(),
  cacheCreation1hInputTokens: z.number(),
  outputTokens: z.number(),
});

const add = (...numbers: (number | null | undefined)[]) =>
  numbers.reduce<number>((total, each) => total + (each ?? 0), 0);

export const tokens: Amounts = {
  told: (row) => {
    const told = toldTokens.parse(row);
    const { cache_creation: nested, cache_creation_input_tokens: flat } = told;
    const inLives = add(nested?.ephemeral_5m_input_tokens, nested?.ephemeral_1h_input_tokens);
    const written = Math.max(inLives, flat ?? 0);
    return add(told.uncached_input_tokens, told.cache_read_input_tokens, written, told.output_tokens);
  },
  read: (row) => {
    const read = readTokens.parse(row);
    const written = add(read.cacheCreation5mInputTokens, read.cacheCreation1hInputTokens);
    return add(read.uncachedInputTokens, read.cacheReadInputTokens, written, read.outputTokens);
  },
};

export const actorTokens: Amounts = {
  told: (row) => tokens.told(z.looseObject({ usage: z.unknown() }).parse(row).usage),
  read: tokens.read,
};
