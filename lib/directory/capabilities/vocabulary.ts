import { pageParts } from "@/lib/core/db/vocabulary";

/** Client-safe. In the order in which they are shown. */
export const capabilities = [
  "organization",
  ...pageParts,
  "spend_limits",
  "analytics_usage",
  "analytics_cost",
  "compliance",
  "service_accounts",
] as const;
export type Capability = (typeof capabilities)[number];

export const refusalCodes = [
  "key_rejected",
  "refused",
  "not_found",
  "no_export",
  "unknown_organization",
] as const;
