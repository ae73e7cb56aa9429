import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true });
const day = (name: string) => date(name, { mode: "string" });
const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/**
 * Columns of every mirrored object. `seenAt` is the instant of the newest knowledge (when the request that
 * told us was sent), so that an older listing never overwrites a newer write. `goneAt` keeps what has left:
 * reports name keys and people long after they were removed.
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
    addedAt: instant("added_at").notNull(),
    ...mirrored,
  },
  (table) => [
    index("members_email").on(sql`lower(${table.email})`),
    index("members_added").on(table.addedAt),
  ],
);

export const invites = pgTable("invites", {
  id: text("id").primaryKey(),
  email: text("email").notNull(),
  role: text("role").notNull(),
  status: text("status").notNull(),
  invitedAt: instant("invited_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
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
    createdAt: instant("created_at").notNull(),
    createdById: text("created_by_id"),
    createdByType: text("created_by_type"),
    expiresAt: instant("expires_at"),
    partialKeyHint: text("partial_key_hint"),
    principalKind: text("principal_kind"),
    principalId: text("principal_id"),
    /** workspace | organization | unknown; see §16 of the API: an old null is "Default or organisation-wide". */
    scope: text("scope").notNull(),
    workspaceId: text("workspace_id"),
    ...mirrored,
  },
  (table) => [
    index("api_keys_maker").on(table.createdById),
    index("api_keys_workspace").on(table.workspaceId),
  ],
);

/** Differences that a sync found and that nobody made here. */
export const changes = pgTable(
  "changes",
  {
    seq: bigserial("seq", { mode: "number" }).primaryKey(),
    seenAt: instant("seen_at").notNull(),
    noun: text("noun").notNull(),
    targetId: text("target_id").notNull(),
    kind: text("kind").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
  },
  (table) => [index("changes_seen").on(table.seenAt), index("changes_target").on(table.targetId)],
);

/** One row a report and UTC day that was read, or refused by the API. What is not here is still to be fetched. */
export const reportDays = pgTable(
  "report_days",
  {
    report: text("report").notNull(),
    day: day("day").notNull(),
    fetchedAt: instant("fetched_at").notNull(),
    isRefused: boolean("is_refused").notNull().default(false),
    rowCount: integer("row_count").notNull(),
    /** Of the rows as they were read, so that a day that did not change is not written again. */
    digest: text("digest"),
  },
  (table) => [primaryKey({ columns: [table.report, table.day] })],
);

/** What the API bills for, whichever workspace it is billed to. */
const lineItem = {
  description: text("description"),
  costType: text("cost_type"),
  tokenType: text("token_type"),
  model: text("model"),
  serviceTier: text("service_tier"),
  contextWindow: text("context_window"),
  inferenceGeo: text("inference_geo"),
};

export const costRows = pgTable(
  "cost_rows",
  {
    day: day("day").notNull(),
    workspaceId: text("workspace_id"),
    ...lineItem,
    cents: numeric("cents").notNull(),
  },
  (table) => [
    index("cost_rows_day").on(table.day),
    index("cost_rows_workspace").on(table.workspaceId, table.day),
  ],
);

/**
 * Sums of `cost_rows`, kept in the transaction that replaces a day. `grain` is day, week (from Monday) or month,
 * `starts_on` its first day. `axes` says what the row keeps: workspace, model, workspace_model, or all but the
 * workspace, which is `item`.
 */
export const costRollups = pgTable(
  "cost_rollups",
  {
    axes: text("axes").notNull(),
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    workspaceId: text("workspace_id"),
    ...lineItem,
    cents: numeric("cents").notNull(),
  },
  (table) => [index("cost_rollups_start").on(table.axes, table.grain, table.startsOn)],
);

const usageMeasures = {
  uncachedInputTokens: count("uncached_input_tokens"),
  cacheReadInputTokens: count("cache_read_input_tokens"),
  cacheCreation5mInputTokens: count("cache_creation_5m_input_tokens"),
  cacheCreation1hInputTokens: count("cache_creation_1h_input_tokens"),
  outputTokens: count("output_tokens"),
  webSearchRequests: count("web_search_requests"),
};

export const usageRows = pgTable(
  "usage_rows",
  {
    day: day("day").notNull(),
    workspaceId: text("workspace_id"),
    model: text("model"),
    apiKeyId: text("api_key_id"),
    serviceTier: text("service_tier"),
    contextWindow: text("context_window"),
    ...usageMeasures,
  },
  (table) => [
    index("usage_rows_day").on(table.day),
    index("usage_rows_key").on(table.apiKeyId, table.day),
    index("usage_rows_workspace").on(table.workspaceId, table.day),
  ],
);

export const usageRollups = pgTable(
  "usage_rollups",
  {
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    workspaceId: text("workspace_id"),
    model: text("model"),
    ...usageMeasures,
  },
  (table) => [index("usage_rollups_start").on(table.grain, table.startsOn)],
);

/** The same sums by key; no key is the Console's playground, or a person's OAuth traffic. */
export const usageCallerRollups = pgTable(
  "usage_caller_rollups",
  {
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    workspaceId: text("workspace_id"),
    apiKeyId: text("api_key_id"),
    ...usageMeasures,
  },
  (table) => [index("usage_caller_rollups_start").on(table.grain, table.startsOn)],
);

/**
 * The same sums by more: `axes` is item, which is all but the workspace and the key, workspace alone, or
 * workspace_item, which is both.
 */
export const usageTierRollups = pgTable(
  "usage_tier_rollups",
  {
    axes: text("axes").notNull(),
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    workspaceId: text("workspace_id"),
    model: text("model"),
    serviceTier: text("service_tier"),
    contextWindow: text("context_window"),
    ...usageMeasures,
  },
  (table) => [index("usage_tier_rollups_start").on(table.axes, table.grain, table.startsOn)],
);

/** Tokens of all kinds by key and UTC day, kept in the transaction that replaces the day. */
export const usageKeyRollups = pgTable(
  "usage_key_rollups",
  {
    apiKeyId: text("api_key_id").notNull(),
    day: day("day").notNull(),
    tokens: count("tokens"),
    /** The key's part of what the day cost, by tokens and the prices of that day. */
    estimatedCents: numeric("estimated_cents").notNull().default("0"),
  },
  (table) => [
    primaryKey({ columns: [table.apiKeyId, table.day] }),
    index("usage_key_rollups_day").on(table.day),
  ],
);

/** What the days of a key come to: its last use and its tokens of 30 days. */
export const apiKeyUsage = pgTable("api_key_usage", {
  apiKeyId: text("api_key_id").primaryKey(),
  lastUsedOn: day("last_used_on"),
  tokens30d: count("tokens_30d"),
  /** Reported by `analytics/cost` where the organisation has it, else estimated from tokens. */
  cents30d: numeric("cents_30d"),
  isEstimate: boolean("is_estimate").notNull().default(true),
});

/** Tokens by UTC hour of the newest days, and by geography, for which the days have no place: five groups at most. */
export const usageHours = pgTable(
  "usage_hours",
  {
    startsAt: instant("starts_at").notNull(),
    workspaceId: text("workspace_id"),
    model: text("model"),
    inferenceGeo: text("inference_geo"),
    ...usageMeasures,
  },
  (table) => [index("usage_hours_start").on(table.startsAt)],
);

/** Cost by person, key and workspace as `analytics/cost` gives it; `cents` is net, `listCents` before discounts. */
export const actorCostRows = pgTable(
  "actor_cost_rows",
  {
    day: day("day").notNull(),
    /** user | service_account | api_key | federated, or an unknown kind as it came; null: nobody is named. */
    actorKind: text("actor_kind"),
    actorId: text("actor_id"),
    actorEmail: text("actor_email"),
    apiKeyId: text("api_key_id"),
    workspaceId: text("workspace_id"),
    cents: numeric("cents").notNull(),
    listCents: numeric("list_cents").notNull(),
  },
  (table) => [
    index("actor_cost_rows_day").on(table.day),
    index("actor_cost_rows_key").on(table.apiKeyId, table.day),
    index("actor_cost_rows_actor").on(table.actorId, table.day),
  ],
);

/** What the days of a person come to, by lower-case address: newest day of activity, and sums of 30 days. */
export const personUsage = pgTable("person_usage", {
  email: text("email").primaryKey(),
  lastActiveOn: day("last_active_on"),
  claudeCodeDays30d: count("claude_code_days_30d"),
  claudeCodeSessions30d: count("claude_code_sessions_30d"),
  /** Estimated by Claude Code itself. */
  claudeCodeCents30d: numeric("claude_code_cents_30d").notNull().default("0"),
  /** From `analytics/cost`; null where the organisation does not have it. */
  cents30d: numeric("cents_30d"),
});

/**
 * Rate and spend limits as last read: `subject` is `rate:organization`, `rate:<workspace id>` or `spend`. Of a
 * reading that the API refused only the reason is kept.
 */
export const limitReadings = pgTable("limit_readings", {
  subject: text("subject").primaryKey(),
  entries: jsonb("entries").$type<unknown[]>().notNull(),
  refusal: text("refusal"),
  seenAt: instant("seen_at").notNull(),
});

const claudeCodeMeasures = {
  sessions: count("sessions"),
  linesAdded: count("lines_added"),
  linesRemoved: count("lines_removed"),
  commits: count("commits"),
  pullRequests: count("pull_requests"),
  editAccepted: count("edit_accepted"),
  editRejected: count("edit_rejected"),
  inputTokens: count("input_tokens"),
  outputTokens: count("output_tokens"),
  cacheReadTokens: count("cache_read_tokens"),
  cacheCreationTokens: count("cache_creation_tokens"),
  estimatedCents: numeric("estimated_cents").notNull(),
};

export const claudeCodeRows = pgTable(
  "claude_code_rows",
  {
    day: day("day").notNull(),
    actorType: text("actor_type").notNull(),
    actor: text("actor").notNull(),
    customerType: text("customer_type"),
    subscriptionType: text("subscription_type"),
    terminalType: text("terminal_type"),
    isRemote: boolean("is_remote").notNull(),
    toolActions: jsonb("tool_actions")
      .$type<Record<string, { accepted: number; rejected: number }>>()
      .notNull(),
    models: jsonb("models").$type<unknown[]>().notNull(),
    ...claudeCodeMeasures,
  },
  (table) => [
    index("claude_code_rows_day").on(table.day),
    index("claude_code_rows_actor").on(table.actor, table.day),
  ],
);

export const claudeCodeRollups = pgTable(
  "claude_code_rollups",
  {
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    actorType: text("actor_type").notNull(),
    actor: text("actor").notNull(),
    customerType: text("customer_type"),
    terminalType: text("terminal_type"),
    isRemote: boolean("is_remote").notNull().default(false),
    ...claudeCodeMeasures,
  },
  (table) => [index("claude_code_rollups_start").on(table.grain, table.startsOn)],
);

/** How often the whole organisation accepted the proposals of each tool. */
export const claudeCodeToolRollups = pgTable(
  "claude_code_tool_rollups",
  {
    day: day("day").notNull(),
    tool: text("tool").notNull(),
    accepted: count("accepted"),
    rejected: count("rejected"),
  },
  (table) => [index("claude_code_tool_rollups_day").on(table.day)],
);
