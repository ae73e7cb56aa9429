import { bigint, date, jsonb, text, timestamp } from "drizzle-orm/pg-core";

export const instant = (name: string) => timestamp(name, { withTimezone: true });
export const day = (name: string) => date(name, { mode: "string" });
export const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/** The session that requested background work; null if unknown. */
export const sessionColumns = () => ({
  sessionId: text("session_id"),
  method: text("method"),
  address: text("address"),
  authenticatedAt: instant("authenticated_at"),
});

export const currency = text("currency").notNull().default("USD");

/** Amounts in other currencies by code, beside one in US dollars; null if there are none. */
export const otherCents = (name: string) => jsonb(name).$type<Record<string, string>>();

export const inputAndOutput = {
  uncachedInputTokens: count("uncached_input_tokens"),
  cacheReadInputTokens: count("cache_read_input_tokens"),
  cacheCreation5mInputTokens: count("cache_creation_5m_input_tokens"),
  cacheCreation1hInputTokens: count("cache_creation_1h_input_tokens"),
  outputTokens: count("output_tokens"),
};

export const usageMeasures = {
  ...inputAndOutput,
  webSearchRequests: count("web_search_requests"),
};
