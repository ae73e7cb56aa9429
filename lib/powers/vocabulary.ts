import { pageParts } from "@/lib/db/vocabulary";

/** Client-safe. The parts of the Admin API that a key may or may not use, in the order in which they are shown. */
export const powers = [
  "organization",
  ...pageParts,
  "spend_limits",
  "analytics_usage",
  "analytics_cost",
  "compliance",
  "service_accounts",
] as const;
export type Power = (typeof powers)[number];

/** Why a part is refused, so far as there is a sentence of its own for it. */
export const refusalCodes = [
  "key_rejected",
  "refused",
  "not_found",
  "no_export",
  "unknown_organization",
] as const;
