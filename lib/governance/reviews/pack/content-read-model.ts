import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Locale } from "@/i18n/locale";
import { database } from "@/lib/core/db/client";
import { toIso } from "@/lib/core/db/instants";
import type { GrantFacts, KeyFacts, MembershipFacts } from "@/lib/core/db/review-facts";
import { reviewRows, reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { isMaskOn } from "@/lib/core/organization/claude-code-keys";
import { unicode } from "@/lib/core/organization/collation";
import { toShownFindings } from "@/lib/governance/reviews/findings-sql";
import { kindOfRow } from "@/lib/governance/reviews/state-sql";
import {
  type Decision,
  grantsPlace,
  type ReviewCadence,
  type ReviewKind,
  type ReviewRowState,
  type UndecidedRule,
} from "@/lib/governance/reviews/vocabulary";

/** What a closed review says about itself. Everything here is frozen: nothing is read from the mirror. */
export type PackHead = {
  id: string;
  kind: ReviewKind;
  name: string;
  note: string;
  cadence: ReviewCadence;
  dueOn: string;
  locale: Locale;
  startedBy: string;
  startedAt: string;
  closedBy: string;
  closedAt: string;
  closeReason: string | null;
  fallback: string[];
  undecided: UndecidedRule;
  gathered: Record<string, string>;
  requestIds: Record<string, string[]> | null;
  organizationKeys: { id: string; name: string; lastUsedOn: string | null; reaches?: string[] }[];
  hash: string;
  areNamesMasked: boolean;
};

type PackPerson = { userId: string; email: string; name: string; role: string };

export type PackPlace = {
  workspaceId: string;
  name: string;
  reviewers: string[];
  hash: string;
  previousId: string | null;
  listing: { at: string; requestIds: string[] } | null;
  invites: { email: string; role: string }[];
  findings: string[] | null;
  joined: PackPerson[];
  /** In the review before, but not in this one. */
  gone: PackPerson[];
};

export type PackRow = {
  userId: string;
  email: string;
  name: string;
  organizationRole: string;
  role: string;
  isInherited: boolean;
  since: string | null;
  addedBy: string | null;
  seenSince: string | null;
  lastActiveOn: string | null;
  keys: number | null;
  keysUsedOn: string | null;
  keyCents: string | null;
  elsewhere: number;
  previousRole: string | null;
  change: string | null;
  suggestion: string | null;
  membership: Omit<MembershipFacts, "keys"> | null;
  facts: KeyFacts | null;
  grant: GrantFacts | null;
  findings: string[] | null;
  decision: Decision | null;
  newRole: string | null;
  rotateBy: string | null;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  submittedBy: string | null;
  submittedAt: string | null;
  outcome: ReviewRowState;
  endState: ReviewRowState;
  settledAt: string | null;
  errorCode: string | null;
  errorReason: string | null;
  requestId: string | null;
};

/** Undefined if it doesn't exist or isn't closed. */
export async function findPackHead(reviewId: string): Promise<PackHead | undefined> {
  const db = await database();
  const { rows } = await db.execute<PackHead>(sql`
    select v.id, v.kind, v.name, v.note, v.cadence, v.due_on::text as "dueOn", v.locale, v.started_by as "startedBy",
      ${toIso(sql`v.started_at`)} as "startedAt", v.closed_by as "closedBy",
      ${toIso(sql`v.closed_at`)} as "closedAt", v.close_reason as "closeReason", v.fallback, v.undecided, v.gathered,
      v.request_ids as "requestIds", v.organization_keys as "organizationKeys", v.hash,
      ${isMaskOn} as "areNamesMasked"
    from ${reviews} v where v.id = ${reviewId}::uuid and v.closed_at is not null`);
  return rows[0];
}

export async function listPackPlaces(reviewId: string): Promise<PackPlace[]> {
  const db = await database();
  const { rows } = await db.execute<PackPlace>(sql`
    select rw.workspace_id as "workspaceId", rw.name, rw.reviewers, rw.hash, rw.previous_id as "previousId",
      rw.listing, rw.invites, rw.findings, coalesce(rw.joined, '[]'::jsonb) as joined,
      (select coalesce(jsonb_agg(jsonb_build_object('userId', p.user_id, 'email', p.email, 'name', p.name, 'role',
          p.role) order by p.email, p.user_id), '[]'::jsonb)
        from ${reviewRows} p where p.review_id = rw.previous_id and p.workspace_id = rw.workspace_id
          and not exists (select 1 from ${reviewRows} r where r.review_id = rw.review_id
            and r.workspace_id = rw.workspace_id and r.user_id = p.user_id)) as gone
    from ${reviewWorkspaces} rw where rw.review_id = ${reviewId}::uuid
    order by rw.name ${unicode}, rw.workspace_id`);
  return rows;
}

/** A workspace at a time, so that memory doesn't depend on their number. The next one is read while one is written. */
export async function* walkPackRows(
  head: PackHead,
  places: readonly PackPlace[],
  { onlyExceptions = false } = {},
): AsyncGenerator<{ place: PackPlace; rows: PackRow[] }> {
  const read = (place: PackPlace | undefined) => {
    const rows = place
      ? listPackRows({ head, workspaceId: place.workspaceId, onlyExceptions })
      : Promise.resolve([]);
    // A rejection is handled where the rows are awaited, which never happens if writing stops before.
    rows.catch(() => {});
    return rows;
  };
  let next = read(places[0]);
  for (const [index, place] of places.entries()) {
    const rows = await next;
    next = read(places[index + 1]);
    yield { place, rows };
  }
}

type Asked = { head: PackHead; workspaceId: string; onlyExceptions: boolean };

/** While names are masked, nobody was active. */
async function listPackRows({ head, workspaceId, onlyExceptions }: Asked): Promise<PackRow[]> {
  const shown = (column: SQL) => (head.areNamesMasked ? sql`null` : column);
  const isAsked = onlyExceptions ? sql`r.outcome = 'exception'` : sql`true`;
  const db = await database();
  const { rows } = await db.execute<PackRow>(sql`
    select r.user_id as "userId", r.email, r.name, r.organization_role as "organizationRole", r.role,
      r.is_inherited as "isInherited", ${toIso(sql`r.since`)} as since, r.added_by as "addedBy",
      ${toIso(sql`r.seen_since`)} as "seenSince", ${shown(sql`r.last_active_on::text`)} as "lastActiveOn",
      ${shown(sql`r.keys`)} as keys, ${shown(sql`r.keys_used_on::text`)} as "keysUsedOn",
      ${shown(sql`trim_scale(r.key_cents)::text`)} as "keyCents", r.elsewhere, r.previous_role as "previousRole",
      r.change, ${shown(sql`r.suggestion`)} as suggestion,
      ${head.areNamesMasked ? sql`r.membership || '{"keysElsewhereOn": null}'::jsonb` : sql`r.membership`} - 'keys'::text as membership,
      case when ${kindOfRow} = 'keys' then r.facts end as facts,
      case when ${kindOfRow} = 'grants' then r.facts end as "grant",
      ${toShownFindings({ isAll: sql`true`, isMasked: sql`${head.areNamesMasked}::boolean` })} as findings,
      r.decision, r.new_role as "newRole",
      r.rotate_by::text as "rotateBy", r.reason, r.decided_by as "decidedBy",
      ${toIso(sql`r.decided_at`)} as "decidedAt", r.submitted_by as "submittedBy",
      ${toIso(sql`r.submitted_at`)} as "submittedAt", r.outcome, r.end_state as "endState",
      ${toIso(sql`r.settled_at`)} as "settledAt", r.error_code as "errorCode", r.error_reason as "errorReason",
      r.request_id as "requestId"
    from ${reviewRows} r
    where r.review_id = ${head.id}::uuid and r.workspace_id = ${workspaceId} and ${isAsked}
    order by coalesce(nullif(r.facts ->> 'name', ''), nullif(r.name, ''), r.email) ${unicode}, r.user_id`);
  return rows;
}

export type PackTotals = { workspaces: number; rows: number; outcomes: Record<string, number> };

/** By outcome, and what was done by decision. */
export async function countPack(reviewId: string): Promise<PackTotals> {
  const db = await database();
  const { rows } = await db.execute<PackTotals>(sql`
    select (select count(*)::int from ${reviewWorkspaces}
        where review_id = ${reviewId}::uuid and workspace_id <> ${grantsPlace}) as workspaces,
      coalesce(sum(n), 0)::int as rows, coalesce(jsonb_object_agg(outcome, n), '{}'::jsonb) as outcomes
    from (select case when outcome = 'applied' then 'applied_' || decision else outcome end as outcome,
        count(*)::int as n
      from ${reviewRows} where review_id = ${reviewId}::uuid group by 1) counted`);
  return rows[0] ?? { workspaces: 0, rows: 0, outcomes: {} };
}
