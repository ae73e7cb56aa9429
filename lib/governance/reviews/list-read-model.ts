import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import { reviewRows, reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { toDay } from "@/lib/core/format/calendar";
import { unicode } from "@/lib/core/organization/collation";
import { findPeople } from "@/lib/core/organization/people";
import { visibleTo } from "@/lib/core/organization/visibility";
import { toGrantPopulation } from "./freeze-grants-sql";
import { type ReviewHead, type ReviewsPage, reviewsPage, type StartChoices, startChoices } from "./schema";
import { fromRows, progressOf, stateOfRow } from "./state-sql";
import { grantsPlace } from "./vocabulary";

export type ReadBy = Permit<"reviews:read"> | Permit<"reviews:write"> | Permit<"reviews:manage">;

/** Whether `rw` is a workspace that the person may see. A lead learns of no other. */
export function isPlaceVisible({ actor }: ReadBy): SQL {
  return visibleTo(actor).inWorkspace(sql`rw.workspace_id`);
}

/** Reviews `v` that are open to the person, or were. */
export function isReviewVisible(by: ReadBy): SQL {
  if (visibleTo(by.actor).isAll) return sql`v.opened_at is not null`;
  return sql`v.opened_at is not null and exists (
    select 1 from ${reviewWorkspaces} rw where rw.review_id = v.id and ${isPlaceVisible(by)})`;
}

export async function listReviews(by: ReadBy): Promise<ReviewsPage> {
  return reviewsPage.parse({ reviews: await selectHeads(by, sql`true`, toStates(by)) });
}

/** Of the reviews `v` that are shown. In closed ones, nothing follows from the mirror anymore. */
const toStates = (by: ReadBy) => {
  const places = sql`shown v join ${reviewWorkspaces} rw on rw.review_id = v.id and ${isPlaceVisible(by)}`;
  const isOfPlace = sql`r.review_id = rw.review_id and r.workspace_id = rw.workspace_id`;
  return sql`
    select r.review_id, r.outcome as state from ${places} join ${reviewRows} r on ${isOfPlace} where v.closed_at is not null
    union all
    select r.review_id, ${stateOfRow()} from ${places} join ${fromRows} on ${isOfPlace} where v.closed_at is null`;
};

/** Stands in for states where the rows of each workspace are counted anyway. */
const noStates = sql`select null::uuid as review_id, null::text as state where false`;

/** Finds one review, without its progress. */
export async function findHead(by: ReadBy, reviewId: string): Promise<ReviewHead | undefined> {
  return (await selectHeads(by, sql`v.id = ${reviewId}::uuid`, noStates))[0];
}

/** Newest first. A lead's counts are of their own workspaces. */
async function selectHeads(by: ReadBy, which: SQL, states: SQL): Promise<ReviewHead[]> {
  const db = await database();
  const seesAll = visibleTo(by.actor).isAll;
  const { rows } = await db.execute<ReviewHead & Counts>(sql`
    with shown as materialized (select * from ${reviews} v where ${isReviewVisible(by)} and ${which}),
    states as (${states}),
    counted as (select review_id, ${progressOf} from states group by 1)
    select v.id, v.kind, v.name, v.note, v.cadence, v.due_on::text as "dueOn",
      v.closed_at is null and v.due_on < ${toDay(new Date())}::date as "isOverdue",
      v.started_by as "startedBy", ${toIso(sql`v.started_at`)} as "startedAt", v.closed_by as "closedBy",
      ${toIso(sql`v.closed_at`)} as "closedAt", ${toIso(sql`v.next_at`)} as "nextAt",
      v.stopped_by is not null as "isStopped",
      (select count(*)::int from ${reviewWorkspaces} rw where rw.review_id = v.id and rw.workspace_id <> ${grantsPlace}
        and ${isPlaceVisible(by)})
        as "workspaceCount",
      coalesce(c.total, 0) as total, coalesce(c.decided, 0) as decided, coalesce(c.done, 0) as done,
      coalesce(c.refused, 0) as refused, coalesce(c.tasks, 0) as tasks, coalesce(c.exceptions, 0) as exceptions
    from shown v left join counted c on c.review_id = v.id order by v.started_at desc, v.id`);
  const toPerson = await findPeople(
    by.actor,
    rows.map(({ startedBy }) => startedBy),
  );
  return rows.map((row) => ({
    ...row,
    startedByName: toPerson(row.startedBy, row.startedAt).name,
    nextAt: seesAll ? row.nextAt : null,
    isStopped: seesAll && row.isStopped,
    progress: toProgress(row),
  }));
}

type Counts = ReviewHead["progress"];

export function sumProgress(all: readonly Counts[]): Counts {
  const sum = (name: keyof Counts) => all.reduce((total, counts) => total + counts[name], 0);
  return {
    total: sum("total"),
    decided: sum("decided"),
    done: sum("done"),
    refused: sum("refused"),
    tasks: sum("tasks"),
    exceptions: sum("exceptions"),
  };
}

export function toProgress({ total, decided, done, refused, tasks, exceptions }: Counts): Counts {
  return { total, decided, done, refused, tasks, exceptions };
}

/** What a review can be started for. */
export async function getStartChoices(by: Permit<"reviews:manage">): Promise<StartChoices> {
  const db = await database();
  const live = sql`w.gone_at is null and w.archived_at is null and not w.is_default
    and ${visibleTo(by.actor).inWorkspace(sql`w.id`)}`;
  const { rows: places } = await db.execute<StartChoices["workspaces"][number]>(sql`
    select w.id, w.name, w.tags from ${workspaces} w where ${live} order by w.name ${unicode}, w.id`);
  const { rows: tags } = await db.execute<{ key: string; values: string[] }>(sql`
    select t.key, jsonb_agg(distinct t.value) as values from ${workspaces} w, jsonb_each_text(w.tags) t
    where ${live} group by 1 order by 1`);
  const { rows: granted } = await db.execute(sql`select 1 from ${toGrantPopulation()} given limit 1`);
  return startChoices.parse({ workspaces: places, tags, hasGrants: granted.length > 0 });
}
