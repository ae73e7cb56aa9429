import { historyReports } from "@/lib/core/history/vocabulary";

export const readNouns = [
  "member",
  "invite",
  "workspace",
  "workspace_member",
  "api_key",
  "service_account",
  "limit",
  "activity",
  ...historyReports,
] as const;

/** Parts of the noun `limit`, which is kept by what was read at once. */
export const limitNouns = ["rate_limit", "spend_limit", "peak"] as const;

/** `form`: a value of the right type that can't be interpreted, such as an amount that isn't a number. */
export const problems = ["missing", "type", "form"] as const;
