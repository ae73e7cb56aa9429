import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { toIso } from "@/lib/core/db/instants";
import {
  statementFacts,
  statementInvoices,
  statementLines,
  statements,
} from "@/lib/core/db/statement-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { AppError } from "@/lib/core/errors/errors";
import { sumDecimals } from "@/lib/core/money/money-math";
import { findPeople } from "@/lib/core/organization/people";
import { visibleTo } from "@/lib/core/organization/visibility";
import { listBooked } from "./booked";
import { hashContent } from "./content";
import { listCorrections } from "./corrections";
import { listOpenMonths } from "./open-months";
import {
  type Account,
  type Invoice,
  type StatementContent,
  type StatementPage,
  type StatementsPage,
  statementContent,
  statementPage,
  statementsPage,
} from "./schema";
import { getStatementRow, listAccounts, listInvoices } from "./store";

type By = Permit<"statements:read">;

/** A statement is of the whole organization, so whoever sees only parts of it sees none. */
function refusePartial({ actor }: By): void {
  if (!visibleTo(actor).isAll)
    throw new AppError("forbidden", "statements are of the whole organization", { lacks: "statements:read" });
}

export const getStatementsPage = heavyRead("standing", readStatementsPage);

async function readStatementsPage(by: By): Promise<StatementsPage> {
  refusePartial(by);
  const db = await database();
  const { rows } = await db.execute<{ closedBy: string }>(sql`
    select s.number, s.month, s.currency, s.closed_by as "closedBy",
      ${toIso(sql`s.closed_at`)} as "closedAt",
      (select trim_scale(coalesce(sum(cents), 0))::text from ${statementLines} l where l.number = s.number) as "totalCents",
      (select trim_scale(coalesce(sum(printed_cents), 0))::text from ${statementLines} l where l.number = s.number)
        as "printedTotalCents",
      (select invoice_number from ${statementInvoices} i where i.number = s.number order by version desc limit 1)
        as "invoiceNumber"
    from ${statements} s order by s.number desc`);
  const lines = await db.selectDistinct({ center: statementLines.center }).from(statementLines);
  const toPerson = await findPeople(
    by.actor,
    rows.map(({ closedBy }) => closedBy),
  );
  return statementsPage.parse({
    statements: rows.map((row) => ({ ...row, closedByName: toPerson(row.closedBy).name })),
    corrections: await listCorrections(db),
    openMonths: (await listOpenMonths()).toReversed(),
    centers: lines.flatMap(({ center }) => center ?? []).toSorted(),
    accounts: await listAccounts(),
  });
}

/** @throws AppError not_found */
export async function getStatement(by: By, number: number): Promise<StatementPage> {
  refusePartial(by);
  const { content, hash } = await readContent(number);
  const accounts = await listAccounts();
  const invoices = await listInvoices(number);
  return statementPage.parse({
    content,
    hash,
    isIntact: hashContent(content) === hash,
    invoices,
    ...findMissing(content, accounts, invoices[0]),
  });
}

/**
 * What a file of a statement is made of.
 * @throws AppError refused where it isn't what was closed any more
 */
export async function getIntactContent(by: By, number: number): Promise<StatementContent> {
  refusePartial(by);
  const { content, hash } = await readContent(number);
  if (hashContent(content) !== hash)
    throw new AppError("refused", "the statement was changed after it was closed", {
      reason: "statement_altered",
    });
  return content;
}

/** The content as it was hashed, so that anyone can compute the hash again. */
export async function getContent(by: By, number: number): Promise<StatementContent> {
  refusePartial(by);
  return (await readContent(number)).content;
}

async function readContent(number: number): Promise<{ content: StatementContent; hash: string }> {
  const row = await getStatementRow(number);
  const db = await database();
  const facts = await db
    .select()
    .from(statementFacts)
    .where(eq(statementFacts.number, number))
    .orderBy(asc(statementFacts.position));
  const lines = await db
    .select()
    .from(statementLines)
    .where(eq(statementLines.number, number))
    .orderBy(asc(statementLines.position));
  const { issuerId, issuer, tag, rule, center, closedAt, dataAsOf, hash, ...rest } = row;
  const content = statementContent.parse({
    format: "castellan-statement/1",
    ...rest,
    issuer: { id: issuerId, name: issuer },
    terms: { tag, rule, center },
    closedAt: closedAt.toISOString(),
    dataAsOf: dataAsOf.toISOString(),
    facts,
    lines,
    totalCents: sumDecimals(lines.map(({ cents }) => cents)),
    printedTotalCents: sumDecimals(lines.map(({ printedCents }) => printedCents)),
  });
  return { content, hash };
}

/** What the general ledger's file lacks. */
export function findMissing(content: StatementContent, accounts: readonly Account[], invoice?: Invoice) {
  const { lines } = content;
  const booked = invoice ? listBooked(content, invoice) : [];
  const centers = [...new Set(lines.map(({ center }) => center))];
  const has = (role: Account["role"], center = "") =>
    accounts.some((one) => one.role === role && one.center === center);
  return {
    missingAccounts: centers.filter(
      (center) => !(center === null ? has("unassigned") : has("center", center)),
    ),
    lacksOffset: !has("offset"),
    missingParts: (booked ?? []).map(({ part }) => part).filter((part) => !has(part)),
    isInvoiceOpen: booked === null,
  };
}
