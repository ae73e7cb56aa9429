import { z } from "zod";
import { limitNouns, problems, readNouns } from "./vocabulary";

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
