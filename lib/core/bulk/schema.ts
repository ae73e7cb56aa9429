import { z } from "zod";
import { retryKinds, runStates } from "./vocabulary";

const counts = z.object({
  total: z.number(),
  queued: z.number(),
  running: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  unknown: z.number(),
  cancelled: z.number(),
});
export type RowCounts = z.infer<typeof counts>;

const bulkRun = z.object({
  id: z.string(),
  operation: z.string(),
  params: z.record(z.string(), z.unknown()),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  createdAt: z.string(),
  startsAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  state: z.enum(runStates),
  stopCode: z.string().nullable(),
  approvalExpiresAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** The program that proposed it, and why; null for what a person or a program started itself. */
  proposal: z.object({ client: z.string(), reason: z.string(), needsSecond: z.boolean() }).nullable(),
  counts,
  /** What its first row is about; null without rows. */
  firstLabel: z.string().nullable(),
  /** The last run that reverted it, which states in its `params` what it `undoes`. */
  undoneBy: z.string().nullable(),
});
export type BulkRun = z.infer<typeof bulkRun>;

const bulkRow = z.object({
  position: z.number(),
  /** Null where all rows of the run are of its operation. */
  operation: z.string().nullable(),
  targetId: z.string(),
  label: z.string(),
  /** Of a change of access: the role that was seen and the one that is given, null for none. */
  roles: z.object({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
  state: z.string(),
  errorCode: z.string().nullable(),
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type BulkRow = z.infer<typeof bulkRow>;

const paged = { total: z.number(), page: z.number(), pageSize: z.number() };

export const bulkRunsPage = z.object({ ...paged, rows: z.array(bulkRun) });
export type BulkRunsPage = z.infer<typeof bulkRunsPage>;

export const bulkRunDetail = z.object({ ...paged, run: bulkRun, rows: z.array(bulkRow) });
export type BulkRunDetail = z.infer<typeof bulkRunDetail>;

export const runInput = z.object({ runId: z.uuid() });
export const retryInput = runInput.extend({ rows: z.enum(retryKinds) });
export type RetryInput = z.infer<typeof retryInput>;
