import { z } from "zod";
import { doubtReasons } from "@/lib/audit/vocabulary";
import { activitySources, resolvedOutcomes, revertActs } from "./vocabulary";

/** One field that is not as it was; null stands for "not there". */
const fieldChange = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldChange = z.infer<typeof fieldChange>;

/**
 * Who made a change outside Castellan, where from and when, as the compliance feed says it. Where several people could
 * have, there is no activity, and `candidates` says how many fit.
 */
const author = z.object({
  type: z.string().nullable(),
  id: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  at: z.string().nullable(),
  activityId: z.string().nullable(),
  candidates: z.number(),
});
export type Author = z.infer<typeof author>;

const activityRow = z.object({
  /** Unique over both sources. */
  key: z.string(),
  at: z.string(),
  source: z.enum(activitySources),
  /** Names the act where it is to be resolved; null for what was seen outside. */
  entryId: z.string().nullable(),
  /** Null where nobody knows, and for programs. */
  actorEmail: z.string().nullable(),
  actorPersona: z.string().nullable(),
  /** How the person had signed in, in which session and from where; null where nobody knows. */
  actorMethod: z.string().nullable(),
  actorSession: z.string().nullable(),
  actorAddress: z.string().nullable(),
  noun: z.string(),
  /** `noun.verb`. */
  action: z.string(),
  targetId: z.string().nullable(),
  targetLabel: z.string().nullable(),
  outcome: z.string().nullable(),
  /** Who found out what became of it, where that was unknown. */
  resolvedBy: z.string().nullable(),
  errorCode: z.string().nullable(),
  requestId: z.string().nullable(),
  author: author.nullable(),
  changes: z.array(fieldChange),
  /** What would take the changes back; null where nothing can, or the target is not as they left it any more. */
  revertedBy: z.enum(revertActs).nullable(),
  /** What was asked for, whatever became of it. */
  request: z.array(fieldChange),
});
export type ActivityRow = z.infer<typeof activityRow>;

/** What is known of the audit log as a whole. `unproven` says before which line nothing is proven, and why. */
export const logProof = z.object({
  lines: z.number(),
  hash: z.string().nullable(),
  unproven: z.object({ before: z.number(), reason: z.enum(doubtReasons) }).nullable(),
  publicKey: z.string(),
  /** Whether the server's database role could change the log. */
  role: z.enum(["embedded", "append_only", "can_change"]),
  /** Where checkpoints go, and the last one that arrived since this process started. */
  checkpoints: z.array(
    z.object({
      name: z.string(),
      seq: z.number().nullable(),
      at: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
export type LogProof = z.infer<typeof logProof>;

const facet = z.array(z.object({ value: z.string(), count: z.number() }));

export const resolveInput = z.object({ entryId: z.uuid(), outcome: z.enum(resolvedOutcomes) });

export const activityPage = z.object({
  rows: z.array(activityRow),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  /** Of everything, whatever the filter. */
  people: facet,
  nouns: facet,
  verbs: facet,
  outcomes: facet,
  workspaces: z.array(z.object({ value: z.string(), count: z.number(), label: z.string() })),
  /** Whether the compliance feed says who makes changes outside Castellan; null before it was asked. */
  isFeedOn: z.boolean().nullable(),
});
export type ActivityPage = z.infer<typeof activityPage>;
