import "server-only";
import { and, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { grants, passkeys } from "@/lib/core/db/access-tables";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { budgets } from "@/lib/core/db/budget-tables";
import type { Transaction } from "@/lib/core/db/database";
import { deliveries, unsubscribes } from "@/lib/core/db/delivery-tables";
import { findings } from "@/lib/core/db/finding-tables";
import { signInDevices } from "@/lib/core/db/notice-tables";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { listColumns, savedViews } from "@/lib/core/db/personal-tables";
import { reviewRows, reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { unusualDayNotes } from "@/lib/core/db/unusual-day-tables";

/**
 * Ends what would otherwise be the next person's who has the address. What they asked Castellan to do later ends by
 * itself, because it was asked for before the address was theirs.
 */
export async function endInheritance(tx: Transaction, email: string): Promise<void> {
  const isTheirs = (column: PgColumn) => eq(sql`lower(${column})`, email);
  await tx.delete(signInDevices).where(isTheirs(signInDevices.email));
  await tx.delete(passkeys).where(isTheirs(passkeys.email));
  await tx.delete(accessTokens).where(isTheirs(accessTokens.owner));
  await tx.delete(grants).where(isTheirs(grants.email));
  await tx.delete(savedViews).where(isTheirs(savedViews.email));
  await tx.delete(listColumns).where(isTheirs(listColumns.email));
  await tx.delete(schedules).where(isTheirs(schedules.owner));
  await tx.delete(unsubscribes).where(isTheirs(unsubscribes.address));
  const isPending = isNull(invitedMemberships.appliedAt);
  await tx.delete(invitedMemberships).where(and(isTheirs(invitedMemberships.email), isPending));
  await endMail(tx, email);
  await endDuties(tx, email);
}

/** A schedule that would reach no one else is paused. */
async function endMail(tx: Transaction, email: string): Promise<void> {
  const gets = JSON.stringify([{ id: email }]);
  const others = sql`coalesce((select jsonb_agg(one) from jsonb_array_elements(recipients) one
    where one ->> 'id' <> ${email}), '[]')`;
  await tx.update(budgets).set({ recipients: others }).where(sql`${budgets.recipients} @> ${gets}::jsonb`);
  await tx
    .update(schedules)
    .set({ recipients: others, isPaused: sql`${schedules.isPaused} or jsonb_array_length(${others}) = 0` })
    .where(sql`${schedules.recipients} @> ${gets}::jsonb`);
  const isWaiting = and(eq(sql`lower(${deliveries.recipient})`, email), eq(deliveries.state, "waiting"));
  const stopped = { state: "stopped", errorCode: "recipient_removed", settledAt: new Date() };
  await tx.update(deliveries).set(stopped).where(isWaiting);
}

/** Where nobody else is left, it is any admin's again. Closed reviews are evidence. */
async function endDuties(tx: Transaction, email: string): Promise<void> {
  await tx
    .update(findings)
    .set({ assignedTo: null, assignedBy: null, dueOn: null })
    .where(eq(sql`lower(${findings.assignedTo})`, email));
  await tx.delete(unusualDayNotes).where(eq(sql`lower(${unusualDayNotes.owner})`, email));
  const isOpen = or(isNull(reviews.closedAt), isNotNull(reviews.nextAt));
  const open = tx.select({ id: reviews.id }).from(reviews).where(isOpen);
  const isAmong = sql`${reviewWorkspaces.reviewers} @> ${JSON.stringify([email])}::jsonb`;
  await tx
    .update(reviewWorkspaces)
    .set({ reviewers: sql`${reviewWorkspaces.reviewers} - ${email}::text` })
    .where(and(isAmong, inArray(reviewWorkspaces.reviewId, open)));
  await tx
    .update(reviewRows)
    .set({ handedTo: null })
    .where(and(eq(reviewRows.handedTo, email), inArray(reviewRows.reviewId, open)));
  await tx
    .update(reviews)
    .set({ fallback: sql`${reviews.fallback} - ${email}::text` })
    .where(and(isOpen, sql`${reviews.fallback} @> ${JSON.stringify([email])}::jsonb`));
  const withoutThem = sql`(select jsonb_object_agg(key, value - ${email}::text)
    from jsonb_each(${reviews.scope} -> 'reviewers'))`;
  await tx
    .update(reviews)
    .set({ scope: sql`jsonb_set(${reviews.scope}, '{reviewers}', ${withoutThem})` })
    .where(
      and(isOpen, sql`position(${JSON.stringify(email)} in (${reviews.scope} -> 'reviewers')::text) > 0`),
    );
}
