import { z } from "zod";
import { historyReports } from "@/lib/core/history/vocabulary";

const readNouns = [
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
const limitNouns = ["rate_limit", "spend_limit", "peak"] as const;

/** `form`: a value of the right type that can't be interpreted, such as an amount that isn't a number. */
const problems = ["missing", "type", "form"] as const;

const unreadablePart = z.object({
  noun: z.enum([...readNouns, ...limitNouns]),
  part: z.string(),
  workspaceName: z.string().nullable(),
  count: z.number(),
  seenAt: z.string(),
  field: z.string(),
  problem: z.enum(problems),
  /** Without secrets and without names of people and objects. */
  sample: z.string(),
});
export type UnreadablePart = z.infer<typeof unreadablePart>;

export const unreadable = z.object({
  total: z.number(),
  parts: z.array(unreadablePart),
  otherParts: z.number(),
});
export type Unreadable = z.infer<typeof unreadable>;
