import "server-only";
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { tables } from "@/lib/core/db/tables";

/**
 * What happens to a person in a table. Without a place here, every text of a table is searched for the person and
 * rewritten, so that a new table or column needs nobody to think of it.
 */
export type Place =
  /** Evidence. */
  | { kind: "kept"; why: string }
  /** What belonged to the person alone, by address. */
  | { kind: "deleted"; column: string }
  /** Large tables, whose columns name one person each. */
  | { kind: "exact"; columns: readonly string[] }
  /** Large tables without people. */
  | { kind: "nobody" };

const reviewed =
  "a closed review is evidence, and its hash is of every row; an open one delays the forgetting";
const receipt = "an off-boarding's receipt is evidence";
const statement = "a statement is evidence, and its hash is of all its content";
const actor = ["actor_id", "actor_email"];

export const places: Readonly<Record<string, Place>> = {
  audit_log: { kind: "kept", why: "every line's hash is of its content" },
  audit_head: { kind: "kept", why: "it is the audit log's seal" },
  reviews: { kind: "kept", why: reviewed },
  review_workspaces: { kind: "kept", why: reviewed },
  review_rows: { kind: "kept", why: reviewed },
  review_events: { kind: "kept", why: reviewed },
  review_packs: { kind: "kept", why: reviewed },
  offboardings: { kind: "kept", why: receipt },
  offboarding_keys: { kind: "kept", why: receipt },
  statements: { kind: "kept", why: statement },
  statement_facts: { kind: "kept", why: statement },
  statement_lines: { kind: "kept", why: statement },
  statement_invoices: { kind: "kept", why: "it is what a statement was compared with, version by version" },

  grants: { kind: "deleted", column: "email" },
  sessions: { kind: "deleted", column: "email" },
  passkeys: { kind: "deleted", column: "email" },
  access_tokens: { kind: "deleted", column: "owner" },
  identities: { kind: "deleted", column: "email" },
  waiting_accounts: { kind: "deleted", column: "email" },
  sign_in_attempts: { kind: "deleted", column: "email" },
  sign_in_devices: { kind: "deleted", column: "email" },
  saved_views: { kind: "deleted", column: "email" },
  list_columns: { kind: "deleted", column: "email" },

  claude_code_rows: { kind: "exact", columns: ["actor"] },
  claude_code_rollups: { kind: "exact", columns: ["actor"] },
  claude_code_actor_rollups: { kind: "exact", columns: ["actor"] },
  claude_code_model_rollups: { kind: "exact", columns: ["actor"] },
  actor_cost_rows: { kind: "exact", columns: actor },
  actor_cost_rollups: { kind: "exact", columns: actor },
  actor_usage_rows: { kind: "exact", columns: actor },
  actor_usage_rollups: { kind: "exact", columns: actor },
  person_usage: { kind: "exact", columns: ["email"] },

  claude_code_kind_rollups: { kind: "nobody" },
  claude_code_tool_rollups: { kind: "nobody" },
  cost_rows: { kind: "nobody" },
  cost_rollups: { kind: "nobody" },
  usage_rows: { kind: "nobody" },
  usage_geo_rows: { kind: "nobody" },
  usage_rollups: { kind: "nobody" },
  usage_key_rollups: { kind: "nobody" },
  usage_hours: { kind: "nobody" },
  api_key_usage: { kind: "nobody" },
  key_months: { kind: "nobody" },
  saving_months: { kind: "nobody" },
  report_days: { kind: "nobody" },
  organization_costs: { kind: "nobody" },
  forgotten_people: { kind: "nobody" },
  forgetting_key: { kind: "nobody" },
};

/** Rows of searched tables that are evidence, because a receipt is made of them. */
export const keptRows: Readonly<Record<string, string>> = {
  bulk_runs: "id in (select run_id from offboardings)",
  bulk_rows: "run_id in (select run_id from offboardings)",
};

export type TextColumn = { name: string; type: string };

/** Every table without a place, with what may hold a text; what the database computes follows from it. */
export const searched: { table: string; columns: TextColumn[] }[] = Object.values(tables)
  .filter((table) => is(table, PgTable))
  .map((table) => ({ table: getTableName(table), columns: listTextColumns(table) }))
  .filter(({ table, columns }) => !(table in places) && columns.length > 0);

function listTextColumns(table: PgTable): TextColumn[] {
  return Object.values(getTableColumns(table))
    .filter(({ generated }) => !generated)
    .map((column) => ({ name: column.name, type: column.getSQLType() }))
    .filter(({ type }) => ["text", "jsonb", "text[]"].includes(type));
}
