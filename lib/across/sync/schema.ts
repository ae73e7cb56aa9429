import { z } from "zod";
import { limitedKinds } from "@/lib/core/db/vocabulary";
import { errorCodes, type Failure } from "@/lib/core/errors/errors";
import { historyReports } from "@/lib/core/history/vocabulary";
import { capabilities } from "@/lib/directory/capabilities/vocabulary";

export const jobs = [
  "directory",
  "capabilities",
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

export const syncStatus = z.object({
  organizationName: z.string().nullable(),
  isSandbox: z.boolean(),
  isRunning: z.boolean(),
  lastSyncedAt: z.string().nullable(),
  directory: jobStatus,
  jobs: z.array(jobStatus),
  reports: z.object({ done: z.number(), total: z.number(), etaSeconds: z.number().nullable() }),
  queueLength: z.number(),
  error: failure.nullable(),
  /** Parts that this kind of organization doesn't have: they aren't synced, and nothing fails. */
  unavailable: z.array(z.enum(capabilities)),
  kind: z.enum(limitedKinds).nullable(),
  today: z.string(),
  /** Days with unreadable rows by report; their numbers are too small. */
  incompleteDays: z.partialRecord(z.enum(historyReports), z.array(z.string())),
});
export type SyncStatus = z.infer<typeof syncStatus>;
