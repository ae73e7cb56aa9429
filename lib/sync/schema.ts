import { z } from "zod";
import { limitedKinds } from "@/lib/db/vocabulary";
import { errorCodes, type Failure } from "@/lib/errors";
import { historyReports } from "@/lib/history/vocabulary";
import { powers } from "@/lib/powers/vocabulary";

export const jobs = [
  "directory",
  "powers",
  "cost",
  "usage",
  "usage-geo",
  "usage-hours",
  "claude-code",
  "analytics",
  "peaks",
  "compliance",
] as const;
export type Job = (typeof jobs)[number];

const failure = z.object({
  code: z.enum(errorCodes),
  requestId: z.string().optional(),
}) satisfies z.ZodType<Failure>;

const jobStatus = z.object({
  job: z.enum(jobs),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  isRunning: z.boolean(),
  error: failure.nullable(),
});

/** What pages tell about freshness. Instants are RFC 3339. */
export const syncStatus = z.object({
  organizationName: z.string().nullable(),
  isSandbox: z.boolean(),
  isRunning: z.boolean(),
  /** When the directory was last read whole; null before the first time. */
  lastSyncedAt: z.string().nullable(),
  directory: jobStatus,
  jobs: z.array(jobStatus),
  /** Days of history read, over all reports; `etaSeconds` is null when nothing is left. */
  reports: z.object({ done: z.number(), total: z.number(), etaSeconds: z.number().nullable() }),
  /** Requests of this process that wait for their turn. */
  queueLength: z.number(),
  error: failure.nullable(),
  /** Parts of the API that this kind of organization does not have: nothing of them is synced, and nothing fails. */
  unavailable: z.array(z.enum(powers)),
  /** Of such an organization, which kind it is; null for the others. */
  kind: z.enum(limitedKinds).nullable(),
  /** The UTC day that runs. */
  today: z.string(),
  /** By report, the days of which rows could not be read: what is shown of them is too small. */
  incompleteDays: z.partialRecord(z.enum(historyReports), z.array(z.string())),
});
export type SyncStatus = z.infer<typeof syncStatus>;
