import { historyReports } from "@/lib/history/vocabulary";

/** What a row was read from: nouns of the directory, limits, and reports. */
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

/** `form` is a value of the right type that says something unreadable, such as an amount that is no number. */
export const problems = ["missing", "type", "form"] as const;
