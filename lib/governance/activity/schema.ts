import { z } from "zod";
import { doubtReasons } from "@/lib/core/audit/vocabulary";
import { activitySources, resolvedOutcomes } from "./vocabulary";

const fieldChange = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldChange = z.infer<typeof fieldChange>;

/**
 * Who made a change outside Castellan, according to the compliance feed. If several people match, there is no activity,
 * and `candidates` counts them.
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

export const activityRow = z.object({
  key: z.string(),
  at: z.string(),
  source: z.enum(activitySources),
  /** The entry to resolve; null for changes seen outside. */
  entryId: z.string().nullable(),
  actorEmail: z.string().nullable(),
  /** Null for someone who isn't a member, or has no name. */
  actorName: z.string().nullable(),
  /** Null where the reader can't open the page of whoever did it. */
  actorPageId: z.string().nullable(),
  actorPersona: z.string().nullable(),
  actorMethod: z.string().nullable(),
  actorSession: z.string().nullable(),
  actorAddress: z.string().nullable(),
  noun: z.string(),
  action: z.string(),
  targetId: z.string().nullable(),
  targetLabel: z.string().nullable(),
  /** What the directory calls it today, or what it was called then. */
  targetName: z.string().nullable(),
  /** Null where there is no page, or none that this reader may open. */
  targetHref: z.string().nullable(),
  workspaceId: z.string().nullable(),
  workspaceName: z.string().nullable(),
  /** The bulk change that it belongs to, if this reader may see it. */
  runId: z.string().nullable(),
  outcome: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  errorCode: z.string().nullable(),
  requestId: z.string().nullable(),
  author: author.nullable(),
  changes: z.array(fieldChange),
  request: z.array(fieldChange),
});
export type ActivityRow = z.infer<typeof activityRow>;

/** `unproven` says before which line the log can't be verified, and why. */
export const logProof = z.object({
  lines: z.number(),
  hash: z.string().nullable(),
  unproven: z.object({ before: z.number(), reason: z.enum(doubtReasons) }).nullable(),
  publicKey: z.string(),
  role: z.enum(["embedded", "append_only", "can_change"]),
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
  people: z.array(z.object({ value: z.string(), count: z.number(), label: z.string() })),
  nouns: facet,
  verbs: facet,
  outcomes: facet,
  workspaces: z.array(z.object({ value: z.string(), count: z.number(), label: z.string() })),
  isFeedOn: z.boolean().nullable(),
});
export type ActivityPage = z.infer<typeof activityPage>;
