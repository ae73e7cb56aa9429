import { sql } from "drizzle-orm";
import { bigserial, boolean, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { day, instant, jsonb } from "./columns";

/**
 * `seenAt` is when the request with the newest information was sent, so that an older listing never overwrites a newer
 * write. `goneAt` keeps removed objects, because reports name them for a long time. If an object returns, `firstSeenAt`
 * becomes its return. `folded` is what searches compare (`lib/core/format/fold.ts`).
 */
const mirrored = {
  firstSeenAt: instant("first_seen_at").notNull(),
  seenAt: instant("seen_at").notNull(),
  goneAt: instant("gone_at"),
  raw: jsonb("raw").notNull(),
};

export const organization = pgTable("organization", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  seenAt: instant("seen_at").notNull(),
});

export const members = pgTable(
  "members",
  {
    id: text("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role").notNull(),
    addedAt: instant("added_at"),
    /** When a role with access to every workspace was last seen to be taken away; null if never. */
    directSince: instant("direct_since"),
    folded: text("folded").generatedAlwaysAs(sql`fold_text("name" || ' ' || "email")`),
    ...mirrored,
  },
  (table) => [
    index("members_email").on(sql`lower(${table.email})`),
    index("members_role").on(table.role).where(sql`${table.goneAt} is null`),
    index("members_shown_name")
      .on(sql`(coalesce(nullif(${table.name}, ''), ${table.email}) collate "und-x-icu")`, table.id)
      .where(sql`${table.goneAt} is null`),
    index("members_email_order")
      .on(sql`(${table.email} collate "und-x-icu")`, table.id)
      .where(sql`${table.goneAt} is null`),
    index("members_added").on(table.addedAt),
  ],
);

export const invites = pgTable("invites", {
  id: text("id").primaryKey(),
  email: text("email").notNull(),
  role: text("role").notNull(),
  status: text("status").notNull(),
  invitedAt: instant("invited_at"),
  expiresAt: instant("expires_at"),
  acceptedAt: instant("accepted_at"),
  ...mirrored,
});

export const workspaces = pgTable("workspaces", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  isDefault: boolean("is_default").notNull(),
  displayColor: text("display_color"),
  createdAt: instant("created_at"),
  archivedAt: instant("archived_at"),
  dataResidency: jsonb("data_residency").$type<Record<string, unknown>>(),
  tags: jsonb("tags").$type<Record<string, string>>().notNull(),
  externalKeyId: text("external_key_id"),
  compartmentId: text("compartment_id"),
  userProfileId: text("user_profile_id"),
  /** The kind of override, or the API's value in another form. */
  inferenceDataRetention: text("inference_data_retention"),
  ...mirrored,
});

export const workspaceMembers = pgTable(
  "workspace_members",
  {
    workspaceId: text("workspace_id").notNull(),
    userId: text("user_id").notNull(),
    role: text("role").notNull(),
    ...mirrored,
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.userId] }),
    index("workspace_members_user").on(table.userId),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    status: text("status").notNull(),
    createdAt: instant("created_at"),
    createdById: text("created_by_id"),
    createdByType: text("created_by_type"),
    expiresAt: instant("expires_at"),
    partialKeyHint: text("partial_key_hint"),
    principalKind: text("principal_kind"),
    principalId: text("principal_id"),
    /** workspace, organization, or unknown (§16 of the API: an old null means Default or the whole organization). */
    scope: text("scope").notNull(),
    workspaceId: text("workspace_id"),
    folded: text("folded").generatedAlwaysAs(
      sql`fold_text("name" || ' ' || coalesce("partial_key_hint", ''))`,
    ),
    ...mirrored,
  },
  (table) => [
    index("api_keys_maker").on(table.createdById),
    index("api_keys_principal").on(table.principalId),
    index("api_keys_workspace").on(table.workspaceId),
  ],
);

/** Has names only with an OAuth token. `workspaces`: `[{ id, role }]`. */
export const serviceAccounts = pgTable("service_accounts", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  description: text("description"),
  role: text("role"),
  createdAt: instant("created_at"),
  archivedAt: instant("archived_at"),
  workspaces: jsonb("workspaces").$type<{ id: string; role: string }[]>().notNull(),
  ...mirrored,
});

/**
 * `subject`: `rate:organization`, `rate:<workspace id>`, `spend`, `spend:writes`, or `peaks`. A refused reading keeps
 * only the reason.
 */
export const limitReadings = pgTable("limit_readings", {
  subject: text("subject").primaryKey(),
  entries: jsonb("entries").$type<unknown[]>().notNull(),
  refusal: text("refusal"),
  seenAt: instant("seen_at").notNull(),
});

/** The busiest minutes of a recent UTC day by group. `grouping`: each group's models when the day was read. */
export const limitPeaks = pgTable("limit_peaks", {
  day: day("day").primaryKey(),
  grouping: text("grouping").notNull(),
  peaks: jsonb("peaks").$type<unknown>().notNull(),
  isIncomplete: boolean("is_incomplete").notNull(),
  fetchedAt: instant("fetched_at").notNull(),
});

/**
 * One row per part: a noun of the directory (`part` is empty or the workspace) or a report (`part` is the UTC day). The
 * next reading replaces it.
 */
export const unreadableRows = pgTable(
  "unreadable_rows",
  {
    noun: text("noun").notNull(),
    part: text("part").notNull(),
    count: integer("count").notNull(),
    samples: jsonb("samples").$type<UnreadableRow[]>().notNull(),
    seenAt: instant("seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.noun, table.part] })],
);

/** Differences that a sync found and that no one made here. */
export const changes = pgTable(
  "changes",
  {
    seq: bigserial("seq", { mode: "number" }).primaryKey(),
    seenAt: instant("seen_at").notNull(),
    /** When the object was last seen unchanged; null if unknown. */
    unseenSince: instant("unseen_since"),
    noun: text("noun").notNull(),
    targetId: text("target_id").notNull(),
    kind: text("kind").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
  },
  (table) => [index("changes_seen").on(table.seenAt), index("changes_target").on(table.targetId)],
);
