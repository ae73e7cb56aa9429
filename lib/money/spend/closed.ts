import "server-only";
import { and, eq } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { statements } from "@/lib/core/db/statement-tables";
import type { Currency } from "@/lib/core/money/money";

/** The number of the statement that a month is closed with, for those who may see it. */
export async function findClosed(actor: Actor, month: string, currency: Currency): Promise<number | null> {
  if (!can(actor, "statements:read")) return null;
  const db = await database();
  const isIt = and(eq(statements.month, month), eq(statements.currency, currency));
  const [found] = await db.select({ number: statements.number }).from(statements).where(isIt);
  return found?.number ?? null;
}
