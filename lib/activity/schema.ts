import { z } from "zod";
import { activitySources } from "./vocabulary";

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
  /** Null for what was seen outside, where nobody says who it was. */
  actorEmail: z.string().nullable(),
  actorPersona: z.string().nullable(),
  noun: z.string(),
  /** `noun.verb`. */
  action: z.string(),
  targetId: z.string().nullable(),
  targetLabel: z.string().nullable(),
  outcome: z.string().nullable(),
  errorCode: z.string().nullable(),
  requestId: z.string().nullable(),
  changes: z.array(fieldChange),
  /** What was asked for, whatever became of it. */
  request: z.array(fieldChange),
});
export type ActivityRow = z.infer<typeof activityRow>;

const facet = z.array(z.object({ value: z.string(), count: z.number() }));

export const activityPage = z.object({
  rows: z.array(activityRow),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  /** Of everything, whatever the filter. */
  people: facet,
  nouns: facet,
  outcomes: facet,
});
export type ActivityPage = z.infer<typeof activityPage>;
