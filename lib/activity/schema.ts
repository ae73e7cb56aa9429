import { z } from "zod";
import { activitySources, resolvedOutcomes } from "./vocabulary";

/** One field that is not as it was; null stands for "not there". */
const fieldChange = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldChange = z.infer<typeof fieldChange>;

const activityRow = z.object({
  /** Unique over both sources. */
  key: z.string(),
  at: z.string(),
  source: z.enum(activitySources),
  /** Names the act where it is to be resolved; null for what was seen outside. */
  entryId: z.string().nullable(),
  /** Null for what was seen outside, where nobody says who it was. */
  actorEmail: z.string().nullable(),
  actorPersona: z.string().nullable(),
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
  changes: z.array(fieldChange),
  /** What was asked for, whatever became of it. */
  request: z.array(fieldChange),
});
export type ActivityRow = z.infer<typeof activityRow>;

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
});
export type ActivityPage = z.infer<typeof activityPage>;
