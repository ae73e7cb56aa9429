import { sql } from "drizzle-orm";
import { bigint, date, index, integer, numeric, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, jsonb } from "./columns";

/**
 * What is or was wrong. One row for each time that a rule found a subject: one that comes back is a new row.
 * `workspaceId` is null for what concerns the whole organization.
 */
export const findings = pgTable(
  "findings",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    rule: text("rule").notNull(),
    subjectId: text("subject_id").notNull(),
    label: text("label").notNull(),
    workspaceId: text("workspace_id"),
    reach: integer("reach").notNull(),
    /** Null if it doesn't matter how long the subject wasn't used. */
    idleDays: integer("idle_days"),
    /** Since when it is wrong, as far as the data says. */
    since: instant("since").notNull(),
    /** US dollars of 30 days, in cents; null if no money is involved. */
    cents: numeric("cents"),
    score: numeric("score").notNull(),
    evidence: jsonb("evidence").$type<Record<string, unknown>>().notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    resolvedAt: instant("resolved_at"),
    /** fixed, or rule_off. */
    resolution: text("resolution"),
    /** Who fixed it here; null if it was changed elsewhere or went away by itself. */
    fixedBy: text("fixed_by"),
    fixedAction: text("fixed_action"),
    dismissedBy: text("dismissed_by"),
    dismissedAt: instant("dismissed_at"),
    dismissedUntil: instant("dismissed_until"),
    dismissReason: text("dismiss_reason"),
    assignedTo: text("assigned_to"),
    assignedBy: text("assigned_by"),
    dueOn: date("due_on", { mode: "string" }),
  },
  (table) => [
    uniqueIndex("findings_open").on(table.rule, table.subjectId).where(sql`resolved_at is null`),
    index("findings_subject").on(table.subjectId),
    index("findings_seen").on(table.firstSeenAt),
    index("findings_resolved").on(table.resolvedAt),
  ],
);

/**
 * How each rule was last evaluated. `state`: evaluated, off, masked, waiting (for data), unavailable (the organization
 * doesn't have the data), or failed. Open findings were last seen at `evaluatedAt`.
 */
export const findingRuns = pgTable("finding_runs", {
  rule: text("rule").primaryKey(),
  state: text("state").notNull(),
  evaluatedAt: instant("evaluated_at"),
  /** The newest line of the audit log at that time. */
  auditSeq: bigint("audit_seq", { mode: "number" }).notNull().default(0),
  tookMs: integer("took_ms").notNull().default(0),
  /** What a rule must remember from one evaluation to the next. */
  memory: jsonb("memory").$type<Record<string, string>>(),
});
