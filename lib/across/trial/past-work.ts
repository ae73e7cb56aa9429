import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { type AuditEntry, openEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { type Actor, getActor } from "@/lib/core/auth/actor";
import { can } from "@/lib/core/auth/permissions";
import { permitActor } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { statements } from "@/lib/core/db/statement-tables";
import { addDays, toDay } from "@/lib/core/format/calendar";
import type { StartReview } from "@/lib/governance/reviews/change-schema";
import { closeReview } from "@/lib/governance/reviews/close";
import { decideReview } from "@/lib/governance/reviews/decide";
import { getReviewRows } from "@/lib/governance/reviews/rows-read-model";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { startReview } from "@/lib/governance/reviews/start";
import { submitReview } from "@/lib/governance/reviews/submit";
import { needsReason } from "@/lib/governance/reviews/vocabulary";
import { unsettledDays } from "@/lib/money/reports/ingest/plan-windows";
import { toLastMonth } from "@/lib/money/spend/month";
import { closeMonth } from "@/lib/money/statements/close";
import { getDraft } from "@/lib/money/statements/frame";
import { personas } from "@/lib/sandbox/personas";

/** Led by the sandbox's lead, so that two people decide: nobody may about themselves. */
const reviewed = ["Checkout – prod", "Checkout – staging"];
const reason = "The team still needs this access.";
const reviewDays = 14;

/**
 * What finance and two reviewers would have finished in the sandbox by now: a statement of the last settled month, and a
 * review of access. Once, as soon as that month's cost is there.
 */
export async function keepPastWork(): Promise<void> {
  const db = await database();
  if ((await db.$count(statements)) > 0) return;
  const [finance, admin, lead] = await Promise.all(
    [personas.finance, personas.admin, personas.lead].map((email) => getActor(email)),
  );
  if (!finance || !admin || !lead) return;
  // A visitor may have changed these people's roles or made the sandbox read-only, and then nothing is recorded.
  const isAble =
    can(finance, "statements:write") && can(admin, "reviews:manage") && can(lead, "reviews:write");
  if (!isAble) return;
  const { from } = toLastMonth(addDays(toDay(new Date()), -unsettledDays));
  const search = { month: from.slice(0, 7), currency: null, tag: null, rule: null, center: null };
  const draft = await getDraft(permitActor(finance, "statements:read"), search);
  if (draft.obstacles.length > 0) return;
  const given = { month: draft.month, currency: draft.currency, ...draft.terms };
  const entry = await open(finance, "statement.close", given.month, given);
  await closeMonth(permitActor(finance, "statements:write"), given, entry);
  await reviewAccess(admin, lead);
}

function open(actor: Actor, action: AuditAction, targetId: string, request: unknown): Promise<AuditEntry> {
  return openEntry({ actor, action, targetId, request });
}

async function reviewAccess(admin: Actor, lead: Actor): Promise<void> {
  const db = await database();
  const places = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(and(inArray(workspaces.name, reviewed), eq(workspaces.isDefault, false)));
  const ids = places.map(({ id }) => id);
  const [first, ...rest] = ids;
  if (first === undefined) return;
  const by = permitActor(admin, "reviews:manage");
  const reviewId = randomUUID();
  const given: StartReview = {
    reviewId,
    kind: "memberships",
    name: "Checkout",
    note: "",
    scope: { of: "workspaces", ids: [first, ...rest] },
    dueOn: addDays(toDay(new Date()), reviewDays),
    cadence: "once",
    locale: "en",
    webhooks: [],
    fallback: [],
    undecided: "exception",
  };
  await startReview(by, given, { entry: await open(admin, "review.start", reviewId, given) });
  for (const workspaceId of ids)
    for (const reviewer of [lead, admin]) await keepAccess(reviewer, { reviewId, workspaceId });
  const end = { reviewId, reason: "" };
  await closeReview(by, end, await open(admin, "review.close", reviewId, end));
}

type Place = { reviewId: string; workspaceId: string };

/** Keeps the access of everyone still undecided, except the reviewer's own. */
async function keepAccess(reviewer: Actor, place: Place): Promise<void> {
  const { rows } = await getReviewRows(permitActor(reviewer, "reviews:read"), place);
  const left = rows.filter(({ decision, isSelf }) => decision === null && !isSelf);
  if (left.length === 0) return;
  const by = permitActor(reviewer, "reviews:write");
  const isDoubtful = (row: ReviewRow) => needsReason(row, "keep");
  for (const [some, why] of [
    [left.filter(isDoubtful), reason],
    [left.filter((row) => !isDoubtful(row)), ""],
  ] as const) {
    if (some.length === 0) continue;
    const given = {
      ...place,
      rows: some.map(({ userId, version }) => ({ userId, version })),
      decision: "keep" as const,
      newRole: null,
      rotateBy: null,
      reason: why,
    };
    await decideReview(by, given, await open(reviewer, "review.decide", place.reviewId, given));
  }
  await submitReview(by, place, await open(reviewer, "review.submit", place.reviewId, place));
}
