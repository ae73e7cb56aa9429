import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { count, jsonb } from "./columns";

/**
 * One person of an off-boarding, stored with the run whose rows are its steps. `memberId` is null for an address that
 * has only an invite or a grant. `places`: where they had access when it was ordered.
 */
export const offboardings = pgTable(
  "offboardings",
  {
    id: uuid("id").primaryKey(),
    runId: uuid("run_id").notNull(),
    memberId: text("member_id"),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role"),
    places: jsonb("places").$type<{ id: string; name: string; role: string }[]>().notNull(),
  },
  (table) => [index("offboardings_run").on(table.runId), index("offboardings_member").on(table.memberId)],
);

/** What was decided about each key. An owner belongs to `hand_over`; `ends`: the key ends with the person. */
export const offboardingKeys = pgTable(
  "offboarding_keys",
  {
    offboardingId: uuid("offboarding_id").notNull(),
    keyId: text("key_id").notNull(),
    name: text("name").notNull(),
    workspaceId: text("workspace_id"),
    workspaceName: text("workspace_name"),
    /** The key's status when the off-boarding was ordered. */
    status: text("status").notNull(),
    tokens30d: count("tokens_30d"),
    choice: text("choice").$type<"stop" | "keep" | "hand_over" | "ends" | "inactive">().notNull(),
    ownerId: text("owner_id"),
    ownerEmail: text("owner_email"),
    note: text("note").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.offboardingId, table.keyId] }),
    index("offboarding_keys_key").on(table.keyId),
  ],
);
