import { z } from "zod";
import { errorCodes, type Failure } from "@/lib/errors";

export const jobs = [
  "directory",
  "powers",
  "cost",
  "usage",
  "usage-geo",
  "usage-hours",
  "claude-code",
  "analytics",
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
});
export type SyncStatus = z.infer<typeof syncStatus>;
