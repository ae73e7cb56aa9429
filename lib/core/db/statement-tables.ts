import { index, integer, numeric, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { instant, jsonb } from "./columns";

/** A closed month in one currency, never changed. `hash` is of all its content. */
export const statements = pgTable(
  "statements",
  {
    /** Numbers are consecutive, without gaps. */
    number: integer("number").primaryKey(),
    /** Such as 2026-10. */
    month: text("month").notNull(),
    currency: text("currency").notNull(),
    issuerId: text("issuer_id").notNull(),
    issuer: text("issuer").notNull(),
    tag: text("tag"),
    rule: text("rule").$type<"leave" | "spread" | "center">().notNull(),
    center: text("center"),
    closedBy: text("closed_by").notNull(),
    closedAt: instant("closed_at").notNull(),
    /** When the day of the month that was read first was last read. */
    dataAsOf: instant("data_as_of").notNull(),
    incompleteDays: integer("incomplete_days").notNull(),
    previousHash: text("previous_hash"),
    hash: text("hash").notNull(),
  },
  (table) => [unique("statements_month").on(table.month, table.currency)],
);

/**
 * What a workspace cost as far as statements have billed it: with a month's own statement all of it, with later ones what
 * has changed since. No center means the shared pool; no workspace is an empty ID.
 */
export const statementFacts = pgTable(
  "statement_facts",
  {
    number: integer("number").notNull(),
    position: integer("position").notNull(),
    month: text("month").notNull(),
    workspaceId: text("workspace_id").notNull(),
    workspace: text("workspace").notNull(),
    center: text("center"),
    cents: numeric("cents").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.number, table.position] }),
    index("statement_facts_month").on(table.month),
  ],
);

/** What is printed; the lines add up to the total, exactly and as printed. */
export const statementLines = pgTable(
  "statement_lines",
  {
    number: integer("number").notNull(),
    position: integer("position").notNull(),
    kind: text("kind").$type<"direct" | "shared" | "unassigned" | "adjustment">().notNull(),
    /** The corrected month of an adjustment, else the statement's own. */
    month: text("month").notNull(),
    center: text("center"),
    /** Null for a share of the pool. */
    workspaceId: text("workspace_id"),
    workspace: text("workspace"),
    cents: numeric("cents").notNull(),
    printedCents: numeric("printed_cents").notNull(),
  },
  (table) => [primaryKey({ columns: [table.number, table.position] })],
);

export type BridgeAmounts = {
  priority: string;
  credits: string;
  taxes: string;
  /** Null if it is computed. */
  rounding: string | null;
  other: string;
};

/** The invoice that a statement was compared with. Each change is another version. */
export const statementInvoices = pgTable(
  "statement_invoices",
  {
    number: integer("number").notNull(),
    version: integer("version").notNull(),
    invoiceNumber: text("invoice_number").notNull(),
    invoiceDate: text("invoice_date").notNull(),
    cents: numeric("cents").notNull(),
    bridge: jsonb("bridge").$type<BridgeAmounts>().notNull(),
    note: text("note").notNull(),
    savedBy: text("saved_by").notNull(),
    savedAt: instant("saved_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.number, table.version] })],
);

/** The general ledger's account of a cost center, of what has none, and of the other side of the entry. */
export const ledgerAccounts = pgTable(
  "ledger_accounts",
  {
    role: text("role")
      .$type<"center" | "unassigned" | "priority" | "credits" | "taxes" | "rounding" | "other" | "offset">()
      .notNull(),
    center: text("center").notNull(),
    account: text("account").notNull(),
  },
  (table) => [primaryKey({ columns: [table.role, table.center] })],
);
