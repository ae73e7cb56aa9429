import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { grantLoss } from "@/lib/core/auth/grant-sql";
import { can } from "@/lib/core/auth/permissions";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { workspaces } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import { reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { AppError } from "@/lib/core/errors/errors";
import { isMaskOn } from "@/lib/core/organization/claude-code-keys";
import { unicode } from "@/lib/core/organization/collation";
import { findPeople } from "@/lib/core/organization/people";
import { visibleTo } from "@/lib/core/organization/visibility";
import { addedSince } from "./added-sql";
import { toShownFindings } from "./findings-sql";
import { isPlaceVisible, isReviewVisible, type ReadBy } from "./list-read-model";
import { hasOtherDecider } from "./rights-sql";
import { type ReviewRow, type ReviewRowsPage, reviewRowsPage } from "./schema";
import { fromRows, isByRole, isOwnRow, kindOfRow, stateOfRow } from "./state-sql";
import { grantsPlace, type ReviewKind } from "./vocabulary";

type Asked = { reviewId: string; workspaceId: string };
type Place = {
  kind: ReviewKind;
  organizationKeys: { name: string }[];
  name: string;
  reviewers: string[];
  fallback: string[];
  invites: { email: string; role: string }[];
  findings: string[] | null;
  isArchived: boolean;
  isClosed: boolean;
};

/** @throws AppError not_found, also for a workspace out of reach */
export async function getReviewRows(by: ReadBy, asked: Asked): Promise<ReviewRowsPage> {
  const place = await getPlace(by, asked);
  const db = await database();
  const rows = await selectRows(db, asked, by.actor);
  const isOpen = !place.isClosed;
  const shown = rows.map((row) => ({ ...row, mayDecide: isOpen && mayDecideRow(by.actor, place, row) }));
  return reviewRowsPage.parse({
    kind: place.kind,
    organizationKeys: place.organizationKeys.length,
    organizationKeyNames: visibleTo(by.actor).isAll ? place.organizationKeys.map(({ name }) => name) : null,
    workspaceId: asked.workspaceId,
    name: place.name,
    isArchived: place.isArchived,
    mayDecide: isOpen && (mayDecide(by.actor, place) || shown.some((row) => row.mayDecide)),
    mayHandOver: isOpen && mayDecide(by.actor, place),
    invites: place.invites,
    findings: place.findings ?? [],
    rows: shown,
    isAlone: !(await hasOtherDecider(by.actor, [...place.reviewers, ...place.fallback], asked.workspaceId)),
    added: await listAdded(asked, place.kind),
  });
}

/** Reviewers decide, and admins. The actor sees the workspace already, so a lead leads it. */
export function mayDecide(actor: Actor, { reviewers, fallback }: Deciders): boolean {
  if (!can(actor, "reviews:write")) return false;
  return actor.persona === "admin" || [...reviewers, ...fallback].includes(actor.email.toLowerCase());
}

type Deciders = Pick<Place, "reviewers" | "fallback">;

/** Also about a row that was handed over to them. */
export function mayDecideRow(
  actor: Actor,
  place: Deciders,
  { handedTo }: { handedTo: string | null },
): boolean {
  return mayDecide(actor, place) || (can(actor, "reviews:write") && handedTo === actor.email.toLowerCase());
}

/** @throws AppError not_found */
export async function getPlace(by: ReadBy, { reviewId, workspaceId }: Asked): Promise<Place> {
  const db = await database();
  const { rows } = await db.execute<Place>(sql`
    select v.kind, (select coalesce(jsonb_agg(jsonb_build_object('name', coalesce(nullif(k ->> 'name', ''), k ->> 'id'))
          order by k ->> 'name'), '[]')
        from jsonb_array_elements(v.organization_keys) k
        where coalesce(k -> 'reaches' @> to_jsonb(rw.workspace_id), true)) as "organizationKeys", rw.name, rw.reviewers, v.fallback, rw.invites, rw.findings, v.closed_at is not null as "isClosed",
      rw.workspace_id <> ${grantsPlace} and (w.id is null or w.gone_at is not null or w.archived_at is not null)
        as "isArchived"
    from ${reviewWorkspaces} rw join ${reviews} v on v.id = rw.review_id
    left join ${workspaces} w on w.id = rw.workspace_id
    where rw.review_id = ${reviewId}::uuid and rw.workspace_id = ${workspaceId}
      and ${isReviewVisible(by)} and ${isPlaceVisible(by)}`);
  const [place] = rows;
  if (!place) throw new AppError("not_found", "there is no such workspace of a review in reach");
  return place;
}

/** Whether the reader may decide about it depends on more than the row. */
export type StoredRow = Omit<ReviewRow, "mayDecide">;

/**
 * Leads see what others did only from the day on which they could see it anyway, and nothing of other workspaces. While
 * names are masked, no one sees who was active.
 */
export async function selectRows(
  db: Database | Transaction,
  { reviewId, workspaceId }: Asked,
  actor: Actor,
): Promise<StoredRow[]> {
  const { isAll, inWorkspace } = visibleTo(actor);
  const isActivityShown = isAll ? sql`true` : sql`r.last_active_on >= r.activity_since`;
  const { rows } = await db.execute<StoredRow>(sql`
    select ${kindOfRow} as kind, r.user_id as "userId", r.email, r.name, r.organization_role as "organizationRole", r.role,
      ${isByRole} as "isInherited", ${isOwnRow(actor)} as "isSelf",
      ${toIso(sql`r.since`)} as since, r.added_by as "addedBy", ${toIso(sql`r.seen_since`)} as "seenSince",
      case when ${isActivityShown} and not mask.is_on then r.last_active_on::text end as "lastActiveOn",
      case when not mask.is_on then r.keys end as keys,
      case when not mask.is_on then r.keys_used_on::text end as "keysUsedOn",
      case when not mask.is_on then trim_scale(r.key_cents)::text end as "keyCents",
      case when ${isAll}::boolean then r.elsewhere end as elsewhere, r.previous_role as "previousRole", r.change,
      case when not mask.is_on then r.suggestion end as suggestion,
      ${toShownMembership(isAll, inWorkspace(sql`e ->> 'id'`))} as membership,
      case when ${kindOfRow} = 'keys' then r.facts end as facts,
      case when ${kindOfRow} = 'grants' then r.facts end as "grant",
      ${toShownFindings({ isAll: sql`${isAll}::boolean`, isMasked: sql`mask.is_on` })} as findings,
      r.decision, r.new_role as "newRole",
      r.rotate_by::text as "rotateBy", r.reason,
      r.handed_to as "handedTo", r.decided_by as "decidedBy", ${toIso(sql`r.decided_at`)} as "decidedAt", r.version, ${stateOfRow()} as state,
      case when not ${isByRole} then nullif(coalesce(wm.role, grants.persona), r.role) end as "roleNow",
      case when grants.email is not null then ${grantNow} end as "grantNow", r.run_id as "runId",
      coalesce(r.error_code, b.error_code) as "errorCode", coalesce(r.error_reason, b.reason) as "errorReason",
      coalesce(r.request_id, b.request_id) as "requestId"
    from ${fromRows} cross join (select ${isMaskOn} as is_on) mask
    where r.review_id = ${reviewId}::uuid and r.workspace_id = ${workspaceId}
    order by coalesce(nullif(r.facts ->> 'name', ''), nullif(r.name, ''), r.email) ${unicode}, r.user_id`);
  const toPerson = await findPeople(
    actor,
    rows.flatMap(({ addedBy, decidedBy, handedTo }) => [addedBy, decidedBy, handedTo]),
    db,
  );
  return rows.map((row) => ({
    ...row,
    addedByName: toPerson(row.addedBy, row.since).name,
    decidedByName: toPerson(row.decidedBy, row.decidedAt).name,
    handedToName: toPerson(row.handedTo).name,
  }));
}

function toShownMembership(isAll: boolean, isVisible: SQL): SQL {
  return sql`case when r.membership is not null then r.membership || jsonb_build_object(
    'elsewhere', (select coalesce(jsonb_agg(e), '[]'::jsonb) from jsonb_array_elements(r.membership -> 'elsewhere') e
      where ${isVisible}),
    'keys', case when not mask.is_on then r.membership -> 'keys' end,
    'keysElsewhereOn', case when ${isAll}::boolean and not mask.is_on then r.membership -> 'keysElsewhereOn' end) end`;
}

/** What may have changed about a grant since. */
const grantNow = sql`jsonb_build_object('expiresOn', to_char(grants.expires_at at time zone 'UTC', 'YYYY-MM-DD'),
  'suspendedFor', ${grantLoss}, 'renewedAt', ${toIso(sql`grants.renewed_at`)})`;

/** Never part of the review: there is nothing to decide about them. */
async function listAdded(
  { reviewId, workspaceId }: Asked,
  kind: ReviewKind,
): Promise<ReviewRowsPage["added"]> {
  const db = await database();
  const { rows } = await db.execute<ReviewRowsPage["added"][number]>(sql`
    select p.user_id as "userId", p.email, p.name, p.role
    from ${reviewWorkspaces} rw join ${reviews} v on v.id = rw.review_id and v.closed_at is null
    cross join lateral ${addedSince(kind)} p
    where rw.review_id = ${reviewId}::uuid and rw.workspace_id = ${workspaceId}
    order by coalesce(nullif(p.name, ''), p.email) ${unicode}, p.user_id`);
  return rows;
}
