import "server-only";
import { inArray, type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { reviewRows } from "@/lib/core/db/review-tables";
import { AppError } from "@/lib/core/errors/errors";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";
import type { Submit, Submitted } from "./change-schema";
import { decideRows, getReviewed, toNotReviewer } from "./decide-store";
import { type StoredRow, selectRows } from "./rows-read-model";
import { getRecord, lockOpen, toMeanwhile } from "./store";
import { isCall, isTask, listOffered, openStates, submittableStates } from "./vocabulary";

type By = Permit<"reviews:write">;

/**
 * Applies what was decided about a workspace. What the API has to do becomes one bulk change, stored together with the
 * rows that it belongs to, so that a crash leaves both or neither.
 * @throws AppError refused if nothing is decided; conflict if someone decides meanwhile
 */
export async function submitReview(by: By, asked: Submit, entry: AuditEntry): Promise<Submitted> {
  const reviewed = await getReviewed(by, asked);
  const all = (await selectRows(await database(), asked, by.actor)).filter(reviewed.mayDecide);
  if (all.length === 0) throw toNotReviewer();
  const left = await decideLeft(by, asked, all);
  const rows = [...all.filter(isSubmittable), ...left.rows];
  if (rows.length === 0 && !left.isAsked)
    throw new AppError("refused", "nothing is decided", { reason: "nothing_decided" });
  const calls = rows.filter(isCall);
  const counts = {
    kept: rows.filter(({ decision }) => decision === "keep").length,
    tasks: rows.filter(isTask).length,
    calls: calls.length,
  };
  const { name } = reviewed;
  const store = async (tx: Transaction, runId: string | null) => {
    await lockOpen(tx, asked.reviewId);
    if (left.given) await decideRows(tx, by, left.given, reviewed);
    await markSubmitted(tx, { ...asked, rows, by: by.actor.email, runId, calls });
  };
  if (calls.length === 0) {
    await entry.settle({ outcome: "succeeded", label: name, after: counts }, (tx) => store(tx, null));
    return { runId: null, ...counts };
  }
  const names = await readKeyNames(calls);
  const unseen = new Set(left.rows.map(({ userId }) => userId));
  const { runId } = await createRun(
    by,
    {
      ...toRun(asked, calls, { place: name, names, unseen }),
      params: { review: asked.reviewId },
      label: name,
      alongside: store,
    },
    entry,
  );
  return { runId, ...counts };
}

/** Someone's own row can't have been decided by themselves, but another may have; it waits for another, too. */
export function isSubmittable({
  state,
  decision,
  isSelf,
}: Pick<StoredRow, "state" | "decision" | "isSelf">): boolean {
  return decision !== null && !isSelf && submittableStates.includes(state);
}

/**
 * Rows that nobody decided about, as they will be once they are decided as it was set when the review started. What can't
 * be decided that way stays open.
 */
async function decideLeft(by: By, { undecided = null, ...asked }: Submit, all: readonly StoredRow[]) {
  if (undecided === null) return { isAsked: false, rows: [], given: null };
  if (!can(by.actor, "reviews:manage")) throw toNotReviewer();
  const { undecided: decision } = await getRecord(asked.reviewId);
  if (decision === "exception") return { isAsked: true, rows: [], given: null };
  const open = all.filter(
    (row) => !row.isSelf && openStates.includes(row.state) && listOffered(row).includes(decision),
  );
  const decided = { decision, newRole: null, rotateBy: null, reason: undecided };
  const given = { ...asked, ...decided, rows: open.map(({ userId, version }) => ({ userId, version })) };
  return {
    isAsked: true,
    rows: open.map((row) => ({ ...row, ...decided, version: row.version + 1 })),
    given: open.length > 0 ? given : null,
  };
}

/** As they are now, because whoever approves the run is shown them: the review has those of its start. */
async function readKeyNames(calls: readonly StoredRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = calls.filter(({ kind }) => kind === "keys").map(({ userId }) => userId);
  const db = await database();
  const { id, name } = apiKeys;
  const found = await db.select({ id, name }).from(apiKeys).where(inArray(id, ids));
  return new Map(found.map((key) => [key.id, key.name]));
}

/** `unseen`: rows that nobody decided about. */
type Names = { place: string; names: ReadonlyMap<string, string>; unseen: ReadonlySet<string> };

/** What the API is asked for, by the operation that does the same for one of them. */
function toRun(
  { workspaceId, rolesNow = {} }: Submit,
  calls: readonly StoredRow[],
  { place, names, unseen }: Names,
) {
  const kind = calls[0]?.kind;
  if (kind === "grants")
    return {
      operation: "grant.remove" as const,
      // A grant with other rights, or one that was given meanwhile, isn't the one that the reviewer saw.
      rows: calls.map(({ userId, role, since }) => ({
        targetId: userId,
        label: userId,
        input: { expected: role, since },
      })),
    };
  if (kind === "keys")
    return {
      operation: "api_key.deactivate" as const,
      // Whoever decided saw when it was last used.
      rows: calls.map((row) => ({
        targetId: row.userId,
        label: names.get(row.userId) || row.userId,
        input: { confirmedUse: !unseen.has(row.userId) },
      })),
    };
  return {
    operation: "workspace_member.apply_review" as const,
    rows: calls.map((row) => ({
      targetId: toMembershipId(workspaceId, row.userId),
      label: `${row.email} – ${place}`,
      // A role that the reviewer didn't see isn't overwritten.
      input: {
        role: row.decision === "change" ? row.newRole : null,
        expected: rolesNow[row.userId] ?? row.role,
      },
    })),
  };
}

type Marked = Submit & { rows: StoredRow[]; by: string; runId: string | null; calls: readonly StoredRow[] };

async function markSubmitted(tx: Transaction, { reviewId, workspaceId, rows, by, runId, calls }: Marked) {
  const sent = new Set(calls.map(({ userId }) => userId));
  const given = rows.map(({ userId, version }) => ({ userId, version, isSent: sent.has(userId) }));
  const run: SQL = runId === null ? sql`null::uuid` : sql`${runId}::uuid`;
  const { rows: marked } = await tx.execute(sql`
    update ${reviewRows} r set version = r.version + 1, submitted_at = now(), submitted_by = ${by.toLowerCase()},
      run_id = case when g."isSent" then ${run} end
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g("userId" text, version integer, "isSent" boolean)
    where r.review_id = ${reviewId}::uuid and r.workspace_id = ${workspaceId} and r.user_id = g."userId"
      and r.version = g.version and r.decision is not null
    returning r.user_id`);
  if (marked.length !== rows.length) throw toMeanwhile();
}
