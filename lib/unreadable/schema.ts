import { z } from "zod";
import { problems, readNouns } from "./vocabulary";

/** One part of what the API answers: a noun, and of that a workspace or a UTC day. */
const unreadablePart = z.object({
  noun: z.enum(readNouns),
  part: z.string(),
  /** Of the workspace that `part` is, where the directory knows it. */
  workspaceName: z.string().nullable(),
  count: z.number(),
  seenAt: z.string(),
  /** Of the first row: where it is odd, and how. An empty field is the row itself. */
  field: z.string(),
  problem: z.enum(problems),
  /** The first rows as JSON, without secrets and without the names of people and things. */
  sample: z.string(),
});
export type UnreadablePart = z.infer<typeof unreadablePart>;

export const unreadable = z.object({
  /** Rows, in all parts. */
  total: z.number(),
  /** The newest few of each noun. */
  parts: z.array(unreadablePart),
  otherParts: z.number(),
});
export type Unreadable = z.infer<typeof unreadable>;
