import { boolean, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, jsonb, sessionColumns } from "./columns";

/** What the sync engine knows about each of its jobs; `requestedAt` is set by "Sync now". */
export const syncState = pgTable("sync_state", {
  job: text("job").primaryKey(),
  requestedAt: instant("requested_at"),
  startedAt: instant("started_at"),
  finishedAt: instant("finished_at"),
  errorCode: text("error_code"),
  errorRequestId: text("error_request_id"),
  failedAt: instant("failed_at"),
  /** Request IDs of the answers that the listing was read from. */
  requestIds: jsonb("request_ids").$type<readonly string[]>(),
});

/** The table keeps its first name, because servers of the previous version use it during an upgrade. */
export const keyCapabilities = pgTable("key_powers", {
  name: text("power").primaryKey(),
  isGranted: boolean("is_granted").notNull(),
  errorCode: text("error_code"),
  requestId: text("request_id"),
  probedAt: instant("probed_at").notNull(),
  /** For sources that are exported from time to time: until when they are complete. */
  completeUntil: instant("complete_until"),
  workedAt: instant("worked_at"),
  isAbsence: boolean("is_absence").notNull().default(false),
  refusals: integer("refusals").notNull().default(0),
  refusedSince: instant("refused_since"),
});

export const settings = pgTable("settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").notNull(),
  changedBy: text("changed_by").notNull(),
  changedAt: instant("changed_at").notNull(),
});

export const bulkRuns = pgTable(
  "bulk_runs",
  {
    id: uuid("id").primaryKey(),
    operation: text("act").notNull(),
    params: jsonb("params").$type<Record<string, unknown>>().notNull(),
    createdBy: text("created_by").notNull(),
    ...sessionColumns(),
    createdAt: instant("created_at").notNull(),
    /** Until then, no row starts; null starts at once. */
    startsAt: instant("starts_at"),
    /** If a second admin must approve, the run expires at `approvalExpiresAt`. */
    needsApproval: boolean("needs_approval").notNull().default(false),
    approvalExpiresAt: instant("approval_expires_at"),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    isApproved: boolean("is_approved"),
    /** Whether a program proposed it, and nobody has started it yet: until `approvalExpiresAt`. */
    isProposed: boolean("is_proposed").notNull().default(false),
    /** By which program, and why; null for what a person or a program started itself. */
    proposal: jsonb("proposal").$type<{ client: string; reason: string; needsSecond: boolean }>(),
    cancelledAt: instant("cancelled_at"),
    finishedAt: instant("finished_at"),
  },
  (table) => [index("bulk_runs_created").on(table.createdAt)],
);

/**
 * `state`: queued, running, succeeded, failed, unknown, or cancelled. `entryId` is the row's audit entry. `operation` is
 * null unless the run has several kinds of steps.
 */
export const bulkRows = pgTable(
  "bulk_rows",
  {
    runId: uuid("run_id").notNull(),
    position: integer("position").notNull(),
    operation: text("act"),
    targetId: text("target_id").notNull(),
    label: text("label").notNull(),
    input: jsonb("input").$type<Record<string, unknown>>().notNull(),
    state: text("state").notNull(),
    worker: uuid("worker"),
    entryId: uuid("entry_id"),
    errorCode: text("error_code"),
    reason: text("reason"),
    requestId: text("request_id"),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.position] }),
    index("bulk_rows_state").on(table.state, table.runId),
    index("bulk_rows_target").on(table.targetId),
  ],
);

export const invitedMemberships = pgTable(
  "invited_memberships",
  {
    email: text("email").notNull(),
    workspaceId: text("workspace_id").notNull(),
    role: text("role").notNull(),
    createdBy: text("created_by").notNull(),
    ...sessionColumns(),
    createdAt: instant("created_at").notNull(),
    appliedAt: instant("applied_at"),
    errorCode: text("error_code"),
    attempts: integer("attempts").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.email, table.workspaceId] })],
);

/** `stop…`: who asked, and when, that the key stops once it is quiet, and the run that stops it. The session is theirs. */
export const keyRotations = pgTable("key_rotations", {
  keyId: text("key_id").primaryKey(),
  replacementId: text("replacement_id").notNull(),
  startedBy: text("started_by").notNull(),
  startedAt: instant("started_at").notNull(),
  finishedAt: instant("finished_at"),
  stopAskedBy: text("stop_asked_by"),
  stopAskedAt: instant("stop_asked_at"),
  ...sessionColumns(),
  stopRunId: uuid("stop_run_id"),
});

/** Who answers for a key in place of its creator. Null where that was taken back. */
export const keyOwners = pgTable("key_owners", {
  keyId: text("key_id").primaryKey(),
  ownerId: text("owner_id"),
  ownerEmail: text("owner_email"),
  assignedBy: text("assigned_by").notNull(),
  assignedAt: instant("assigned_at").notNull(),
});

/**
 * By the ID that each submit carries: a second one is answered instead of repeated. `answer` is JSON, null while the
 * first runs; `beatAt` shows that its process is alive.
 */
export const operations = pgTable(
  "operations",
  {
    id: text("id").primaryKey(),
    actorEmail: text("actor_email").notNull(),
    action: text("action").notNull(),
    inputHash: text("input_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    beatAt: instant("beat_at").notNull(),
    answer: text("answer"),
  },
  (table) => [index("operations_created").on(table.createdAt)],
);

/** What has its own color in charts. Never changed once given. */
export const chartSlots = pgTable(
  "chart_slots",
  {
    /** A dimension of the reports, whose value is `key`. */
    kind: text("kind").notNull(),
    key: text("key").notNull(),
    /** A color of the palette. */
    slot: integer("slot").notNull(),
    /** The lower place keeps a shared color. It tells how many others there are, so it never leaves the server. */
    place: integer("place").notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.key] })],
);

/** One row: a fingerprint of the last server's secrets, which reveals nothing else about them. */
export const secretRecord = pgTable("secret_record", {
  id: integer("id").primaryKey(),
  fingerprint: text("fingerprint").notNull(),
  since: instant("since").notNull(),
});
