import { sql } from "drizzle-orm";
import { boolean, index, numeric, pgTable, text } from "drizzle-orm/pg-core";
import { count, day, jsonb } from "./columns";

const modelMeasures = {
  inputTokens: count("input_tokens"),
  outputTokens: count("output_tokens"),
  cacheReadTokens: count("cache_read_tokens"),
  cacheCreationTokens: count("cache_creation_tokens"),
  estimatedCents: numeric("estimated_cents").notNull(),
};
const claudeCodeMeasures = {
  sessions: count("sessions"),
  linesAdded: count("lines_added"),
  linesRemoved: count("lines_removed"),
  commits: count("commits"),
  pullRequests: count("pull_requests"),
  editAccepted: count("edit_accepted"),
  editRejected: count("edit_rejected"),
  ...modelMeasures,
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
    /** Estimates in other currencies by code; null if there are none. */
    otherCents: jsonb("other_cents").$type<Record<string, string>>(),
    ...claudeCodeMeasures,
  },
  (table) => [
    index("claude_code_rows_day").on(table.day),
    index("claude_code_rows_other").on(table.day).where(sql`other_cents is not null`),
    index("claude_code_rows_person").on(sql`lower(${table.actor})`, table.day),
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

/** By actor alone, so that lists and counts of people don't have to add up where each one worked. */
export const claudeCodeActorRollups = pgTable(
  "claude_code_actor_rollups",
  {
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    actorType: text("actor_type").notNull(),
    actor: text("actor").notNull(),
    ...claudeCodeMeasures,
  },
  (table) => [index("claude_code_actor_rollups_start").on(table.grain, table.startsOn)],
);

/** Includes how many actors there are, which can't be added up from shorter periods. */
export const claudeCodeKindRollups = pgTable(
  "claude_code_kind_rollups",
  {
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    actorType: text("actor_type").notNull(),
    actors: count("actors"),
    ...claudeCodeMeasures,
  },
  (table) => [index("claude_code_kind_rollups_start").on(table.grain, table.startsOn)],
);

/** Tokens by model, from the rows alone, because activity isn't reported by model. */
export const claudeCodeModelRollups = pgTable(
  "claude_code_model_rollups",
  {
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    actorType: text("actor_type").notNull(),
    actor: text("actor").notNull(),
    customerType: text("customer_type"),
    terminalType: text("terminal_type"),
    isRemote: boolean("is_remote").notNull(),
    model: text("model").notNull(),
    ...modelMeasures,
  },
  (table) => [index("claude_code_model_rollups_start").on(table.grain, table.startsOn)],
);

export const claudeCodeToolRollups = pgTable(
  "claude_code_tool_rollups",
  {
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    customerType: text("customer_type"),
    terminalType: text("terminal_type"),
    isRemote: boolean("is_remote").notNull(),
    tool: text("tool").notNull(),
    accepted: count("accepted"),
    rejected: count("rejected"),
  },
  (table) => [index("claude_code_tool_rollups_start").on(table.grain, table.startsOn)],
);
