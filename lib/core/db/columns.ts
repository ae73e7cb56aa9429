import { bigint, customType, date, text, timestamp } from "drizzle-orm/pg-core";

export const instant = (name: string) => timestamp(name, { withTimezone: true });
/** Drizzle's own parses again what the driver has parsed, so that the text "1" would be read as the number 1. */
export const jsonb = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: (value) => JSON.stringify(value),
});
export const day = (name: string) => date(name, { mode: "string" });
export const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/** How someone signed in who is away when their work runs; null if unknown. */
export const signInColumns = () => ({
  method: text("method"),
  /** Who they were in the directory; null for who wasn't in it, and for work from before it was kept. */
  memberId: text("member_id"),
  /** Where the provider was found then; null without one, and for work from before it was kept. */
  providerAddress: text("provider_address"),
});

/** The session that requested background work; null if unknown. */
export const sessionColumns = () => ({
  sessionId: text("session_id"),
  ...signInColumns(),
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
