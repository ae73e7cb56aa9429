import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { toMayDecide } from "./rights-sql";
import { fromRows, stateOfRow } from "./state-sql";
import type { ReviewRowState } from "./vocabulary";

/**
 * Rows of the open reviews `v` that are in one of these states, as `duties`: how many, by whom they are about (`about`),
 * and by whom they wait for. That is who they were handed over to, else the reviewers, else the fallback reviewers, of
 * those who may decide and aren't who it is about. Where nobody is left, `emails` is null, and any admin decides.
 */
export function toDuties(which: SQL, states: readonly ReviewRowState[]): SQL {
  return sql`
    l as materialized (
      select review_id, workspace_id, about, handed_to, count(*)::int as open from (
        select v.id as review_id, r.workspace_id, lower(r.email) as about, r.handed_to, ${stateOfRow()} as state
        from ${reviews} v join (${fromRows}) on r.review_id = v.id
        where v.opened_at is not null and v.closed_at is null and ${which}) states
      where state in ${[...states]} group by 1, 2, 3, 4),
    a as materialized (
      select c.* from (
        select distinct review_id, workspace_id, 1 as rank, handed_to as email from l where handed_to is not null
        union all
        select places.review_id, places.workspace_id, named.rank, named.email
        from (select distinct review_id, workspace_id from l) places
        join ${reviewWorkspaces} rw on rw.review_id = places.review_id and rw.workspace_id = places.workspace_id
        join ${reviews} v on v.id = places.review_id
        cross join lateral (
          select 2 as rank, e.email from jsonb_array_elements_text(rw.reviewers) e(email)
          union all select 3, e.email from jsonb_array_elements_text(v.fallback) e(email)) named) c
      where ${toMayDecide(sql`c.email`, sql`c.workspace_id`)}),
    duties as materialized (
      select l.*, best.emails from l left join lateral (
        select jsonb_agg(a.email) as emails from a
        where a.review_id = l.review_id and a.workspace_id = l.workspace_id and a.email <> l.about
          and (a.rank > 1 or a.email = l.handed_to)
        group by a.rank order by a.rank limit 1) best on true)`;
}

/** Whether a duty `d` waits for an address. */
export function isDutyOf({ email, isAdmin }: { email: string; isAdmin: boolean }): SQL {
  return sql`(d.about <> ${email} and (d.emails @> ${JSON.stringify([email])}::jsonb or d.emails is null and ${isAdmin}::boolean))`;
}
