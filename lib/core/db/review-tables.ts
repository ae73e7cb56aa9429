import { boolean, index, integer, numeric, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { day, instant, jsonb, signInColumns } from "./columns";
import type { FrozenFinding, GrantFacts, KeyFacts, MembershipFacts } from "./review-facts";

/**
 * Which workspaces a review covers, so that the next one of a series covers them too. `reviewers`: by workspace, where
 * they are others than usual.
 */
export type ReviewScope = (
  | { of: "all" }
  | { of: "workspaces"; ids: string[] }
  | { of: "tag"; key: string; value: string }
) & { reviewers?: Record<string, string[]> | undefined };

/**
 * A review of memberships, keys, or grants. Until `openedAt`, its population is being frozen and no one sees it. `hash` is of the whole
 * population, and is in the audit log as well.
 */
export const reviews = pgTable(
  "reviews",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind").$type<"memberships" | "keys" | "grants">().notNull().default("memberships"),
    name: text("name").notNull(),
    note: text("note").notNull(),
    scope: jsonb("scope").$type<ReviewScope>().notNull(),
    cadence: text("cadence").$type<"once" | "monthly" | "quarterly">().notNull(),
    /** When the next one of the series starts; only the newest one has it. */
    nextAt: instant("next_at"),
    /** Why no next one starts although it should. */
    stoppedBy: text("stopped_by"),
    dueOn: day("due_on").notNull(),
    /** The language of its messages and its report. */
    locale: text("locale").$type<"en" | "de">().notNull(),
    /** Where reminders are posted, besides the mail to reviewers. */
    webhooks: jsonb("webhooks").$type<string[]>().notNull(),
    /** Who decides where none of the reviewers may; after them, any admin. */
    fallback: jsonb("fallback").$type<string[]>().notNull().default([]),
    /** What becomes of rows that nobody decided about. */
    undecided: text("undecided").$type<"exception" | "keep" | "remove">().notNull().default("exception"),
    startedBy: text("started_by").notNull(),
    /** The sign-in of whoever started it, which the next reviews of the series need. */
    ...signInColumns(),
    startedAt: instant("started_at").notNull(),
    openedAt: instant("opened_at"),
    /** When each part of the directory was last listed as a whole. */
    gathered: jsonb("gathered").$type<Record<string, string>>().notNull(),
    /** Active keys without a workspace. `reaches`: those of the review that they reach; older reviews haven't kept them. */
    organizationKeys: jsonb("organization_keys")
      .$type<{ id: string; name: string; lastUsedOn: string | null; reaches?: string[] }[]>()
      .notNull(),
    /** The requests that each part of the directory was read with. */
    requestIds: jsonb("request_ids").$type<Record<string, readonly string[]>>(),
    hash: text("hash"),
    closedBy: text("closed_by"),
    closedAt: instant("closed_at"),
    closeReason: text("close_reason"),
    /** Its evidence pack, once it is made: the chunks' `packId`, and the SHA-256 of them all. */
    packId: uuid("pack_id"),
    packHash: text("pack_hash"),
    packBytes: integer("pack_bytes"),
  },
  (table) => [index("reviews_started").on(table.startedAt)],
);

/** A workspace of a review. No reviewer means any admin. */
export const reviewWorkspaces = pgTable(
  "review_workspaces",
  {
    reviewId: uuid("review_id").notNull(),
    workspaceId: text("workspace_id").notNull(),
    name: text("name").notNull(),
    reviewers: jsonb("reviewers").$type<string[]>().notNull(),
    /** The review that the workspace was in before. */
    previousId: uuid("previous_id"),
    invites: jsonb("invites").$type<{ email: string; role: string }[]>().notNull(),
    /** The open findings about it, by rule; null in reviews from before these were frozen. */
    findings: jsonb("findings").$type<string[]>(),
    /** When and with which requests its members were listed. */
    listing: jsonb("listing").$type<{ at: string; requestIds: readonly string[] }>(),
    /** Written when the review closes: who was there by then, but not when it started. */
    joined: jsonb("joined").$type<{ userId: string; email: string; name: string; role: string }[]>(),
    hash: text("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reviewId, table.workspaceId] }),
    index("review_workspaces_workspace").on(table.workspaceId),
  ],
);

/**
 * A membership, key, or grant as it was when the review started, the decision about it, and what became of that. In a
 * review of keys, `userId` is the key, and the columns about people are of its maker. In one of grants, it is the address
 * in lower case, `role` is the persona, and `isInherited` that `BOOTSTRAP_ADMINS` gives it.
 */
export const reviewRows = pgTable(
  "review_rows",
  {
    reviewId: uuid("review_id").notNull(),
    workspaceId: text("workspace_id").notNull(),
    userId: text("user_id").notNull(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    organizationRole: text("organization_role").notNull(),
    role: text("role").notNull(),
    isInherited: boolean("is_inherited").notNull(),
    /** When they were added, if that is known. */
    since: instant("since"),
    addedBy: text("added_by"),
    /** When Castellan first saw the membership. */
    seenSince: instant("seen_since"),
    /** The first day on which what they did may be shown to who leads this workspace. */
    activitySince: day("activity_since"),
    lastActiveOn: day("last_active_on"),
    keys: integer("keys").notNull(),
    keysUsedOn: day("keys_used_on"),
    /** In US cents, of 30 days; null if unknown. */
    keyCents: numeric("key_cents"),
    elsewhere: integer("elsewhere").notNull(),
    /** In the review before; null if they weren't in it. */
    previousRole: text("previous_role"),
    change: text("change"),
    suggestion: text("suggestion"),
    /** What is known about a key or grant; null for memberships. */
    facts: jsonb("facts").$type<KeyFacts | GrantFacts>(),
    /** About a person; null for keys and grants, and in reviews from before these were frozen. */
    findings: jsonb("findings").$type<FrozenFinding[]>(),
    /** Null for keys and grants, and in reviews from before these were frozen. */
    membership: jsonb("membership").$type<MembershipFacts>(),
    /** In a review of keys, `change` is to rotate until `rotateBy`, and `remove` is to deactivate. */
    decision: text("decision").$type<"keep" | "change" | "remove">(),
    rotateBy: day("rotate_by"),
    newRole: text("new_role"),
    reason: text("reason"),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    /** Whom a reviewer handed it over to. */
    handedTo: text("handed_to"),
    version: integer("version").notNull().default(0),
    submittedBy: text("submitted_by"),
    submittedAt: instant("submitted_at"),
    runId: uuid("run_id"),
    /** Written when the review closes: what became of it, and the state that it was in. */
    outcome: text("outcome"),
    endState: text("end_state"),
    errorCode: text("error_code"),
    errorReason: text("error_reason"),
    requestId: text("request_id"),
    /** When the API carried out the decision. */
    settledAt: instant("settled_at"),
  },
  (table) => [primaryKey({ columns: [table.reviewId, table.workspaceId, table.userId] })],
);
