import {
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, sessionColumns } from "./columns";

/** What the sync engine knows of each of its jobs (`directory`, `cost`, …); `requestedAt` is somebody's "sync now". */
export const syncState = pgTable("sync_state", {
  job: text("job").primaryKey(),
  requestedAt: instant("requested_at"),
  startedAt: instant("started_at"),
  finishedAt: instant("finished_at"),
  errorCode: text("error_code"),
  errorRequestId: text("error_request_id"),
  failedAt: instant("failed_at"),
});

/** Which parts of the Admin API the key may use, as last probed. */
export const keyPowers = pgTable("key_powers", {
  power: text("power").primaryKey(),
  isGranted: boolean("is_granted").notNull(),
  errorCode: text("error_code"),
  requestId: text("request_id"),
  probedAt: instant("probed_at").notNull(),
  /** Of a source that is exported from time to time: until when it is complete, if it says so. */
  completeUntil: instant("complete_until"),
  /** When the part last answered; null where it never did. */
  workedAt: instant("worked_at"),
  /** Whether the last refusal reads as if the part did not exist: that it may not be read, or that it is not there. */
  isAbsence: boolean("is_absence").notNull().default(false),
  /** How often it was refused since it last answered, and since when. */
  refusals: integer("refusals").notNull().default(0),
  refusedSince: instant("refused_since"),
});

/** What an admin has set for everybody, one row a setting. */
export const settings = pgTable("settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").notNull(),
  changedBy: text("changed_by").notNull(),
  changedAt: instant("changed_at").notNull(),
});

/** A report's query string under a name, kept by a person. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    page: text("page").notNull(),
    name: text("name").notNull(),
    query: text("query").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("saved_views_email").on(table.email, table.page)],
);

/** Monthly, of the organization, a workspace or a tag value; thresholds are percent of `cents`. */
export const budgets = pgTable("budgets", {
  id: uuid("id").primaryKey(),
  scope: text("scope").notNull(),
  workspaceId: text("workspace_id"),
  tagKey: text("tag_key"),
  tagValue: text("tag_value"),
  cents: numeric("cents").notNull(),
  thresholds: jsonb("thresholds").$type<number[]>().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
  changedAt: instant("changed_at").notNull(),
});

/** A threshold that a month's cost has crossed: told once, whatever late data says. */
export const budgetCrossings = pgTable(
  "budget_crossings",
  {
    budgetId: uuid("budget_id").notNull(),
    month: text("month").notNull(),
    threshold: integer("threshold").notNull(),
    cents: numeric("cents").notNull(),
    budgetCents: numeric("budget_cents").notNull(),
    crossedAt: instant("crossed_at").notNull(),
    sentAt: instant("sent_at"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    errorCode: text("error_code"),
  },
  (table) => [primaryKey({ columns: [table.budgetId, table.month, table.threshold] })],
);

/** One act on many targets, done row by row on the server. `params` is what all rows share, such as the new role. */
export const bulkRuns = pgTable(
  "bulk_runs",
  {
    id: uuid("id").primaryKey(),
    act: text("act").notNull(),
    params: jsonb("params").$type<Record<string, unknown>>().notNull(),
    createdBy: text("created_by").notNull(),
    ...sessionColumns(),
    createdAt: instant("created_at").notNull(),
    /** Whether a second admin has to agree first; such a run expires at `approvalExpiresAt`. */
    needsApproval: boolean("needs_approval").notNull().default(false),
    approvalExpiresAt: instant("approval_expires_at"),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    isApproved: boolean("is_approved"),
    cancelledAt: instant("cancelled_at"),
    finishedAt: instant("finished_at"),
  },
  (table) => [index("bulk_runs_created").on(table.createdAt)],
);

/** `state` is queued, running, succeeded, failed, unknown or cancelled. `entryId` is the row's entry in the audit log. */
export const bulkRows = pgTable(
  "bulk_rows",
  {
    runId: uuid("run_id").notNull(),
    position: integer("position").notNull(),
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

/** Workspaces that an invited person gets once they accept, by lower-case address. */
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

/** Which key takes over from which, until the old one is switched off. */
export const keyRotations = pgTable("key_rotations", {
  keyId: text("key_id").primaryKey(),
  replacementId: text("replacement_id").notNull(),
  startedBy: text("started_by").notNull(),
  startedAt: instant("started_at").notNull(),
  finishedAt: instant("finished_at"),
});

/**
 * Submits of forms, by the id that each brings along: a second one is answered instead of done again. `answer` is
 * JSON, and null while the first is under way; `beatAt` shows that its process still works on it.
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
