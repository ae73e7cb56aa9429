import "server-only";
import { desc, eq, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import {
  ledgerAccounts,
  statementFacts,
  statementInvoices,
  statementLines,
  statements,
} from "@/lib/core/db/statement-tables";
import { AppError } from "@/lib/core/errors/errors";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import { lockReport } from "@/lib/money/reports/rollups/replace-day";
import { composeStatement, type Frame } from "./compose";
import { hashContent } from "./content";
import type { Account, Draft, Invoice, Reconcile, StatementContent } from "./schema";
import type { Obstacle } from "./vocabulary";

const reasons: Record<Obstacle, RefusalReason> = {
  closed: "month_already_closed",
  over: "month_not_over",
  missing: "month_days_missing",
  unsettled: "month_days_unsettled",
  center: "rule_without_center",
};

/** @throws AppError conflict for a month that is closed, refused for one that isn't ready */
export function refuseObstacles(found: Draft["obstacles"]): void {
  const [first] = found;
  if (!first) return;
  const code = first.obstacle === "closed" ? "conflict" : "refused";
  throw new AppError(code, `the month can't be closed: ${first.obstacle}`, {
    reason: reasons[first.obstacle],
  });
}

/**
 * Stores a whole statement or nothing. It is composed again while no one else closes a month and no day of cost is
 * replaced, so that what is stored is what was announced, and numbers have no gaps.
 * @throws AppError conflict, refused
 */
export async function insertStatement(tx: Transaction, frame: Frame, hash: string): Promise<void> {
  await tx.execute(sql`lock table ${statements} in share row exclusive mode`);
  await lockReport(tx, "cost");
  const { content, obstacles } = await composeStatement(tx, frame);
  refuseObstacles(obstacles);
  if (hashContent(content) !== hash)
    throw new AppError("conflict", "what the statement holds changed while it was closed", {
      reason: "statement_changed_meanwhile",
    });
  await tx.insert(statements).values(toRow(content, hash));
  const { number, facts, lines } = content;
  if (facts.length > 0)
    await tx.insert(statementFacts).values(facts.map((fact, position) => ({ number, position, ...fact })));
  if (lines.length > 0)
    await tx.insert(statementLines).values(lines.map((line, position) => ({ number, position, ...line })));
}

function toRow(content: StatementContent, hash: string): typeof statements.$inferInsert {
  const {
    number,
    month,
    currency,
    issuer,
    terms,
    closedBy,
    closedAt,
    dataAsOf,
    incompleteDays,
    previousHash,
  } = content;
  return {
    number,
    month,
    currency,
    issuerId: issuer.id,
    issuer: issuer.name,
    ...terms,
    closedBy,
    closedAt: new Date(closedAt),
    dataAsOf: new Date(dataAsOf),
    incompleteDays,
    previousHash,
    hash,
  };
}

/** @throws AppError not_found */
export async function getStatementRow(number: number): Promise<typeof statements.$inferSelect> {
  const db = await database();
  const [found] = await db.select().from(statements).where(eq(statements.number, number));
  if (!found) throw new AppError("not_found", "there is no such statement");
  return found;
}

/** Newest first. */
export async function listInvoices(number: number): Promise<Invoice[]> {
  const db = await database();
  const rows = await db
    .select()
    .from(statementInvoices)
    .where(eq(statementInvoices.number, number))
    .orderBy(desc(statementInvoices.version));
  return rows.map(({ number: _, savedAt, ...row }) => ({ ...row, savedAt: savedAt.toISOString() }));
}

/** @throws AppError conflict if someone else has saved since the form was opened */
export async function insertInvoice(tx: Transaction, given: Reconcile, savedBy: string): Promise<void> {
  const { version, statement, ...invoice } = given;
  const number = Number(statement);
  await tx.execute(sql`lock table ${statementInvoices} in share row exclusive mode`);
  const count = await tx.$count(statementInvoices, eq(statementInvoices.number, number));
  if (count !== version)
    throw new AppError("conflict", "the invoice was changed meanwhile", {
      reason: "statement_changed_meanwhile",
    });
  await tx
    .insert(statementInvoices)
    .values({ ...invoice, number, version: version + 1, savedBy, savedAt: new Date() });
}

export async function listAccounts(tx?: Transaction): Promise<Account[]> {
  const rows = await (tx ?? (await database())).select().from(ledgerAccounts);
  return rows.toSorted(compareAccounts);
}

/** @throws AppError conflict if someone else has saved since the form was opened */
export async function replaceAccounts(
  tx: Transaction,
  before: Account[],
  accounts: Account[],
): Promise<void> {
  await tx.execute(sql`lock table ${ledgerAccounts} in share row exclusive mode`);
  if (JSON.stringify(await listAccounts(tx)) !== JSON.stringify(before.toSorted(compareAccounts)))
    throw new AppError("conflict", "the accounts were changed meanwhile", {
      reason: "statement_changed_meanwhile",
    });
  await tx.delete(ledgerAccounts);
  if (accounts.length > 0) await tx.insert(ledgerAccounts).values(accounts);
}

function compareAccounts(one: Account, other: Account): number {
  const toKey = ({ role, center }: Account) => `${role} ${center}`;
  return toKey(one) < toKey(other) ? -1 : Number(toKey(one) > toKey(other));
}
