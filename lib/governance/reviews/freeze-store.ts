import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import { invitedMemberships, syncState } from "@/lib/core/db/own-tables";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { type ReviewScope, reviewRows, reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { getTranslator } from "@/lib/core/delivery/translate";
import { AppError } from "@/lib/core/errors/errors";
import { isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { toReachedPlaces } from "@/lib/core/organization/key-reach";
import { toCurrentStatus } from "@/lib/core/organization/key-status";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import { findingsOfWorkspace } from "./findings-sql";
import { toFreezeGrants } from "./freeze-grants-sql";
import { activeKeys, toFreezeKeys } from "./freeze-keys-sql";
import { toFreeze, toHashes } from "./freeze-sql";
import { toMayDecide } from "./rights-sql";
import { grantsPlace, type ReviewKind } from "./vocabulary";

type Draft = Omit<typeof reviews.$inferInsert, "gathered" | "requestIds" | "organizationKeys" | "hash">;
export type Frozen = { hash: string; workspaces: number; rows: number };

/** A draft that nobody opened within this time belongs to a server that is gone. */
const draftHours = 1;

const freezing: Record<ReviewKind, (reviewId: string, today: string) => SQL> = {
  memberships: toFreeze,
  keys: toFreezeKeys,
  grants: toFreezeGrants,
};

/**
 * Stores who has access to what, with the evidence. No one sees it until the review is opened.
 * @throws AppError conflict for the ID of another review
 */
export async function freezeReview(draft: Draft, today: string): Promise<Frozen> {
  const { kind = "memberships" } = draft;
  const db = await database();
  await forgetDrafts(db);
  return db.transaction(async (tx) => {
    const made = await tx
      .insert(reviews)
      .values({ ...draft, ...(await listGathered(tx)), organizationKeys: [] })
      .onConflictDoNothing()
      .returning({ id: reviews.id });
    if (made.length === 0) throw new AppError("conflict", "a review has this ID already");
    await tx.execute(kind === "grants" ? await toGrantsPlace(draft) : toPlaces(draft));
    await tx.execute(freezing[kind](draft.id, today));
    await tx.execute(sql`update ${reviewWorkspaces} set hash = hashes.hash from ${toHashes(draft.id)} hashes
      where ${reviewWorkspaces.reviewId} = ${draft.id} and ${reviewWorkspaces.workspaceId} = hashes.workspace_id`);
    const hash = await hashReview(tx, draft.id);
    const organizationKeys = await listOrganizationKeys(tx, draft.id);
    await tx.update(reviews).set({ hash, organizationKeys }).where(eq(reviews.id, draft.id));
    const counted = sql`select count(*)::int as rows,
      (select count(*)::int from ${reviewWorkspaces} where review_id = ${draft.id} and workspace_id <> ${grantsPlace}) as workspaces
      from ${reviewRows} where review_id = ${draft.id}`;
    const { rows } = await tx.execute<{ rows: number; workspaces: number }>(counted);
    return { hash, rows: rows[0]?.rows ?? 0, workspaces: rows[0]?.workspaces ?? 0 };
  });
}

/** What the stored population hashes to now. */
export async function hashReview(db: Database | Transaction, reviewId: string): Promise<string> {
  const { rows } = await db.execute<{ hash: string }>(sql`
    select encode(sha256(convert_to(coalesce(string_agg(workspace_id || ' ' || hash, E'\n'
      order by workspace_id collate "C"), ''), 'UTF8')), 'hex') as hash from ${toHashes(reviewId)} hashes`);
  return rows[0]?.hash ?? "";
}

export async function dropDraft(reviewId: string): Promise<void> {
  const db = await database();
  await db.transaction((tx) => deleteDrafts(tx, sql`id = ${reviewId}::uuid and opened_at is null`));
}

async function forgetDrafts(db: Database): Promise<void> {
  const isOld = sql`opened_at is null and started_at < now() - make_interval(hours => ${draftHours})`;
  await db.transaction((tx) => deleteDrafts(tx, isOld));
}

async function deleteDrafts(tx: Transaction, which: SQL): Promise<void> {
  const ids = sql`(select id from ${reviews} where ${which})`;
  await tx.execute(sql`delete from ${reviewRows} where review_id in ${ids}`);
  await tx.execute(sql`delete from ${reviewWorkspaces} where review_id in ${ids}`);
  await tx.execute(sql`delete from ${reviews} where ${which}`);
}

async function listGathered(tx: Transaction) {
  const { rows } = await tx.execute<{ part: string; at: string; requestIds: string[] }>(sql`
    select substr(job, 6) as part, ${toIso(sql`started_at`)} as at,
      coalesce(request_ids, '[]'::jsonb) as "requestIds"
    from ${syncState} where job in ('seen:member', 'seen:workspace', 'seen:workspace_member', 'seen:api_key',
      'seen:invite') and started_at is not null order by 1`);
  return {
    gathered: Object.fromEntries(rows.map(({ part, at }) => [part, at])),
    requestIds: Object.fromEntries(rows.map(({ part, requestIds }) => [part, requestIds])),
  };
}

/** Keys of the whole organization that reach a workspace of the review. */
async function listOrganizationKeys(tx: Transaction, reviewId: string) {
  const { rows } = await tx.execute<(typeof reviews.$inferSelect)["organizationKeys"][number]>(sql`
    select k.id, k.name, use.last_used_on::text as "lastUsedOn", reached.ids as "reaches"
    from ${apiKeys} k left join ${apiKeyUsage} use on use.api_key_id = k.id
    cross join lateral (select jsonb_agg(rw.workspace_id order by rw.workspace_id) as ids from ${reviewWorkspaces} rw
      where rw.review_id = ${reviewId}::uuid and rw.workspace_id in ${toReachedPlaces(sql`k`)}) reached
    where k.gone_at is null and k.workspace_id is null and ${toCurrentStatus(sql`k`)} = 'active'
      and ${isShownByItself(sql`k.id`)} and reached.ids is not null
    order by k.id`);
  return rows;
}

/** When and with which requests the members of a workspace were listed. */
const listing = sql`case when listed.job is not null then jsonb_build_object(
    'at', ${toIso(sql`listed.started_at`)},
    'requestIds', coalesce(listed.request_ids, '[]'::jsonb)) end`;

/** Of those who were chosen, who may decide as things are now: a series outlives its reviewers. */
function toChosen({ reviewers: chosen = {} }: ReviewScope, workspaceId: SQL): SQL {
  return sql`(select jsonb_agg(e.email order by e.email)
    from jsonb_array_elements_text(${JSON.stringify(chosen)}::jsonb -> ${workspaceId}) e(email)
    where ${toMayDecide(sql`e.email`, workspaceId)})`;
}

/** Default has keys, but no members of its own. */
function isOfKind(kind: ReviewKind): SQL {
  if (kind === "memberships") return sql`not w.is_default`;
  return sql`exists (select 1 from ${activeKeys} k where k.place_id = w.id)`;
}

/** Admins review grants, unless some of them were chosen. */
async function toGrantsPlace({ id: reviewId, scope, locale }: Draft): Promise<SQL> {
  const place = sql`${grantsPlace}::text`;
  const t = await getTranslator(locale);
  return sql`insert into ${reviewWorkspaces} (review_id, workspace_id, name, reviewers, previous_id, invites, findings, hash)
    select ${reviewId}::uuid, ${place}, ${t("reviews.kinds.grants")}, coalesce(${toChosen(scope, place)}, '[]'::jsonb),
      (select rw.review_id from ${reviewWorkspaces} rw join ${reviews} v on v.id = rw.review_id
        where rw.workspace_id = ${place} and v.opened_at is not null order by v.started_at desc limit 1),
      '[]'::jsonb, '[]'::jsonb, ''`;
}

/** Its leads review a workspace, and admins where there is none, unless others were chosen. */
function toPlaces({ id: reviewId, kind = "memberships", scope }: Draft): SQL {
  return sql`insert into ${reviewWorkspaces} (review_id, workspace_id, name, reviewers, previous_id, invites, findings,
      listing, hash)
    select ${reviewId}::uuid, w.id, w.name, coalesce(${toChosen(scope, sql`w.id`)}, leads.emails, '[]'::jsonb), earlier.review_id,
      coalesce(pending.invites, '[]'::jsonb), ${findingsOfWorkspace}, ${listing}, ''
    from ${workspaces} w
    left join (
      select wm.workspace_id, jsonb_agg(lower(m.email) order by lower(m.email)) as emails
      from ${workspaceMembers} wm join ${members} m on m.id = wm.user_id
      where wm.role = 'workspace_admin' and wm.gone_at is null and m.gone_at is null
        and m.role not in ${Object.keys(inheritedRoles)}
      group by 1) leads on leads.workspace_id = w.id
    left join ${syncState} listed on listed.job = 'seen:workspace_member:' || w.id and listed.started_at is not null
    left join (
      select workspace_id, jsonb_agg(jsonb_build_object('email', email, 'role', role) order by email) as invites
      from ${invitedMemberships} where applied_at is null group by 1) pending on pending.workspace_id = w.id
    left join (
      select distinct on (rw.workspace_id) rw.workspace_id, rw.review_id
      from ${reviewWorkspaces} rw join ${reviews} r on r.id = rw.review_id
      where r.opened_at is not null and r.kind = ${kind} order by rw.workspace_id, r.started_at desc) earlier on earlier.workspace_id = w.id
    where w.gone_at is null and w.archived_at is null and ${isOfKind(kind)} and ${isInScope(scope)}`;
}

function isInScope(scope: ReviewScope): SQL {
  if (scope.of === "all") return sql`true`;
  if (scope.of === "tag") return sql`w.tags ->> ${scope.key} = ${scope.value}`;
  return sql`w.id in (select jsonb_array_elements_text(${JSON.stringify(scope.ids)}::jsonb))`;
}
