import "server-only";
import Big from "big.js";
import { z } from "zod";

type ToAmount = (row: unknown) => Big.BigSource;

export type Amounts = { received: ToAmount; read: ToAmount };

export function toTotal(rows: readonly unknown[], toAmount: ToAmount): string {
  return rows.reduce<Big>((total, row) => total.plus(toAmount(row)), new Big(0)).toFixed();
}

/** Totals are in dollars and must exclude other currencies. Without a currency, an amount is in dollars. */
const receivedCents = z
  .looseObject({ amount: z.union([z.string(), z.number()]), currency: z.string().nullish() })
  .transform(({ amount, currency }) => (/^\s*(usd\s*)?$/i.test(currency ?? "") ? amount : 0));
const readCents = z
  .looseObject({ cents: z.string(), currency: z.string() })
  .transform(({ cents, currency }) => (currency === "USD" ? cents : "0"));

export const costCents: Amounts = {
  received: (row) => receivedCents.parse(row),
  read: (row) => readCents.parse(row),
};

export const actorCents: Amounts = {
  received: (row) => z.looseObject({ cost: receivedCents }).parse(row).cost,
  read: (row) => readCents.parse(row),
};

export const spendLimitCents: Amounts = {
  received: (row) => z.looseObject({ amount: z.string().nullable() }).parse(row).amount ?? 0,
  read: (row) => z.looseObject({ cents: z.string().nullable() }).parse(row).cents ?? 0,
};

const receivedModels = z.looseObject({
  model_breakdown: z.array(z.looseObject({ estimated_cost: receivedCents })).nullish(),
});

export const estimatedCents: Amounts = {
  received: (row) => {
    const models = receivedModels.parse(row).model_breakdown ?? [];
    return models.reduce((total, { estimated_cost }) => total.plus(estimated_cost), new Big(0));
  },
  read: (row) => z.looseObject({ estimatedCents: z.string() }).parse(row).estimatedCents,
};

const count = z.number().nullish();
const lives = z.looseObject({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count });
const receivedTokens = z.looseObject({
  uncached_input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation: lives.nullish(),
  cache_creation_input_tokens: count,
  output_tokens: count,
});
const readCount = z.coerce.number();
const readTokens = z.looseObject({
  uncachedInputTokens: readCount,
  cacheReadInputTokens: readCount,
  cacheCreation5mInputTokens: readCount,
  cacheCreation1hInputTokens: readCount,
  outputTokens: readCount,
});

const add = (...numbers: (number | null | undefined)[]) =>
  numbers.reduce<number>((total, each) => total + (each ?? 0), 0);

export const tokens: Amounts = {
  received: (row) => {
    const received = receivedTokens.parse(row);
    const { cache_creation: nested, cache_creation_input_tokens: flat } = received;
    const inLives = add(nested?.ephemeral_5m_input_tokens, nested?.ephemeral_1h_input_tokens);
    const written = Math.max(inLives, flat ?? 0);
    return add(
      received.uncached_input_tokens,
      received.cache_read_input_tokens,
      written,
      received.output_tokens,
    );
  },
  read: (row) => {
    const read = readTokens.parse(row);
    const written = add(read.cacheCreation5mInputTokens, read.cacheCreation1hInputTokens);
    return add(read.uncachedInputTokens, read.cacheReadInputTokens, written, read.outputTokens);
  },
};

export const actorTokens: Amounts = {
  received: (row) => tokens.received(z.looseObject({ usage: z.unknown() }).parse(row).usage),
  read: tokens.read,
};
