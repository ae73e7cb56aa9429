import { z } from "zod";
import { lineText, proseText } from "@/lib/core/format/typed-text";
import { chargebackRules } from "@/lib/core/settings/vocabulary";
import { accountRoles, bridgeParts, lineKinds, maxAccounts, maxNoteLength, obstacles } from "./vocabulary";

const cents = z.string();
const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const text = z.string().trim().min(1).max(200);

export const terms = z.object({
  tag: z.string().max(100).nullable(),
  rule: z.enum(chargebackRules),
  center: z.string().max(200).nullable(),
});
export type Terms = z.infer<typeof terms>;

export const statementFact = z.object({
  month: z.string(),
  workspaceId: z.string(),
  workspace: z.string(),
  center: z.string().nullable(),
  cents,
});
export type StatementFact = z.infer<typeof statementFact>;

export const statementLine = z.object({
  kind: z.enum(lineKinds),
  month: z.string(),
  center: z.string().nullable(),
  workspaceId: z.string().nullable(),
  workspace: z.string().nullable(),
  cents,
  printedCents: cents,
});
export type StatementLine = z.infer<typeof statementLine>;

/** What is hashed. The order of the keys is part of the contract; docs/money.md describes it. */
export const statementContent = z.object({
  format: z.literal("castellan-statement/1"),
  number: z.number(),
  issuer: z.object({ id: z.string(), name: z.string() }),
  month: z.string(),
  currency: z.string(),
  closedAt: z.string(),
  closedBy: z.string(),
  dataAsOf: z.string(),
  incompleteDays: z.number(),
  terms,
  facts: z.array(statementFact),
  lines: z.array(statementLine),
  totalCents: cents,
  printedTotalCents: cents,
  previousHash: z.string().nullable(),
});
export type StatementContent = z.infer<typeof statementContent>;

export const draft = z.object({
  month: z.string(),
  currency: z.string(),
  currencies: z.array(z.string()),
  terms,
  tags: z.array(z.string()),
  centers: z.array(z.string()),
  lines: z.array(statementLine),
  totalCents: cents,
  printedTotalCents: cents,
  incompleteDays: z.number(),
  /** Why the month can't be closed; the number of days, if some are the reason. */
  obstacles: z.array(z.object({ obstacle: z.enum(obstacles), days: z.number() })),
  /** The first UTC day on which all days of the month are final; null once it has come. */
  closableOn: z.string().nullable(),
  /** Open months between the latest statement and this month. */
  skipped: z.array(z.string()),
  /** A later month that is closed already. */
  later: z.string().nullable(),
});
export type Draft = z.infer<typeof draft>;

const closed = z.object({
  number: z.number(),
  month: z.string(),
  currency: z.string(),
  closedAt: z.string(),
  closedBy: z.string(),
  closedByName: z.string().nullable(),
  printedTotalCents: cents,
  totalCents: cents,
  /** Null until an invoice is entered. */
  invoiceNumber: z.string().nullable(),
});
export type ClosedMonth = z.infer<typeof closed>;

export const account = z.object({
  role: z.enum(accountRoles),
  /** Empty unless the role is of a center. */
  center: z.string().max(200),
  account: lineText.min(1).max(60),
});
export type Account = z.infer<typeof account>;

export const statementsPage = z.object({
  statements: z.array(closed),
  /** Changes of closed months that no statement has carried yet. */
  corrections: z.array(statementFact.extend({ currency: z.string() })),
  /** Newest first: months with cost that have no statement yet. */
  openMonths: z.array(z.string()),
  /** Every center that a statement needs an account for. */
  centers: z.array(z.string()),
  accounts: z.array(account),
});
export type StatementsPage = z.infer<typeof statementsPage>;

export const bridgeAmounts = z.object({
  priority: z.string(),
  credits: z.string(),
  taxes: z.string(),
  rounding: z.string().nullable(),
  other: z.string(),
});
export const invoice = z.object({
  version: z.number(),
  invoiceNumber: z.string(),
  invoiceDate: z.string(),
  cents,
  bridge: bridgeAmounts,
  note: z.string(),
  savedBy: z.string(),
  savedAt: z.string(),
});
export type Invoice = z.infer<typeof invoice>;

export const statementPage = z.object({
  content: statementContent,
  hash: z.string(),
  /** Whether the stored content still has the hash that it was closed with. */
  isIntact: z.boolean(),
  /** Newest first; the first one counts. */
  invoices: z.array(invoice),
  /** Centers without an account; null for what has no center. */
  missingAccounts: z.array(z.string().nullable()),
  lacksOffset: z.boolean(),
  /** Parts of the invoice without an account. */
  missingParts: z.array(z.enum(bridgeParts)),
  /** Whether a cent or more of the invoice is unexplained, so that it can't be booked. */
  isInvoiceOpen: z.boolean(),
});
export type StatementPage = z.infer<typeof statementPage>;

export const closeMonthInput = z.object({
  month,
  currency: z.string().regex(/^[A-Z]{3}$/),
  tag: z.string().max(100).nullable(),
  rule: z.enum(chargebackRules),
  center: z.string().trim().max(200).nullable(),
});
export type CloseMonth = z.infer<typeof closeMonthInput>;

const signed = z.string().regex(/^(0|-?[1-9]\d{0,14})$/);
export const reconcileInput = z.object({
  /** The statement's number, as text like every target. */
  statement: z.string().regex(/^[1-9]\d{0,5}$/),
  /** The version that the form shows; 0 for none. */
  version: z.number().int().min(0).max(10_000),
  invoiceNumber: text,
  invoiceDate: z.iso.date(),
  cents: signed,
  bridge: z.object({
    priority: signed,
    credits: signed,
    taxes: signed,
    rounding: signed.nullable(),
    other: signed,
  }),
  note: proseText.max(maxNoteLength),
});
export type Reconcile = z.infer<typeof reconcileInput>;

export const changeAccountsInput = z.object({
  /** The accounts as the form showed them, so that a change made meanwhile isn't overwritten. */
  before: z.array(account).max(maxAccounts),
  accounts: z
    .array(account)
    .max(maxAccounts)
    .refine((all) => new Set(all.map(({ role, center }) => `${role} ${center}`)).size === all.length),
});
