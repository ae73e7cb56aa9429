import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { getMailFrom } from "@/lib/core/delivery/smtp";
import { AppError } from "@/lib/core/errors/errors";
import { unicode } from "@/lib/core/organization/collation";
import { visibleTo } from "@/lib/core/organization/visibility";
import { listEvents } from "./events-read-model";
import {
  findHead,
  isPlaceVisible,
  isReviewVisible,
  type ReadBy,
  sumProgress,
  toProgress,
} from "./list-read-model";
import { toMayDecide } from "./rights-sql";
import { type Progress, type ReviewDetail, type ReviewPlace, reviewDetail } from "./schema";
import { fromRows, isOwnRow, progressOf, stateOfRow } from "./state-sql";
import { grantsPlace } from "./vocabulary";

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Null also where the person sees none of its workspaces. */
export async function findReviewName(by: ReadBy, reviewId: string): Promise<string | null> {
  if (!uuid.test(reviewId)) return null;
  const db = await database();
  const { rows } = await db.execute<{ name: string }>(
    sql`select v.name from ${reviews} v where v.id = ${reviewId}::uuid and ${isReviewVisible(by)}`,
  );
  return rows[0]?.name ?? null;
}

/** @throws AppError not_found, also where the person sees none of its workspaces */
export async function getReview(by: ReadBy, reviewId: string): Promise<ReviewDetail> {
  const found = await findReview(by, reviewId);
  if (!found) throw new AppError("not_found", "there is no such review in reach");
  return found;
}

export async function findReview(by: ReadBy, reviewId: string): Promise<ReviewDetail | null> {
  if (!uuid.test(reviewId)) return null;
  const head = await findHead(by, reviewId);
  if (!head) return null;
  const db = await database();
  const seesAll = visibleTo(by.actor).isAll;
  const { rows } = await db.execute<{ hasWebhooks: boolean }>(sql`
    select v.close_reason as "closeReason", v.hash, v.organization_keys as "organizationKeys",
      jsonb_array_length(v.webhooks) > 0 as "hasWebhooks", v.fallback, v.undecided
    from ${reviews} v where v.id = ${reviewId}::uuid`);
  const whole = seesAll ? {} : { hash: null, organizationKeys: null, closeReason: null };
  const places = await listPlaces(by, reviewId);
  const events = await listEvents(by, reviewId);
  const progress = sumProgress(places.map((place) => place.progress));
  const remindObstacle = toRemindObstacle(progress, rows[0]?.hasWebhooks === true);
  return reviewDetail.parse({
    review: { ...head, ...rows[0], ...whole, progress, remindObstacle },
    places,
    events,
  });
}

function toRemindObstacle({ total, done, tasks, exceptions }: Progress, hasWebhooks: boolean) {
  if (done + tasks + exceptions >= total) return "none_left";
  return hasWebhooks || getMailFrom() !== null ? null : "no_channel";
}

type PlaceRow = Omit<ReviewPlace, "progress" | "isMine" | "mayHandOver"> & Progress & { isHanded: boolean };

async function listPlaces(by: ReadBy, reviewId: string): Promise<ReviewPlace[]> {
  const db = await database();
  const { rows } = await db.execute<PlaceRow>(sql`
    with states as (
      select r.workspace_id, ${stateOfRow()} as state, ${isOwnRow(by.actor)} as is_own,
        coalesce(r.handed_to = ${by.actor.email.toLowerCase()}, false) as is_handed
      from ${fromRows} where r.review_id = ${reviewId}::uuid),
    counted as (select workspace_id, ${progressOf},
      (count(*) filter (where state = 'decided' and not is_own))::int as unsent,
      (count(*) filter (where state in ('open', 'lapsed') and not is_own))::int as open, bool_or(is_handed) as is_handed,
      (count(*) filter (where state = 'waiting'))::int as waiting from states group by 1)
    select rw.workspace_id as "workspaceId", rw.name,
      (select coalesce(jsonb_agg(jsonb_build_object('email', e.email,
          'mayDecide', ${toMayDecide(sql`e.email`, sql`rw.workspace_id`)}) order by e.email), '[]'::jsonb)
        from jsonb_array_elements_text(rw.reviewers) e(email)) as reviewers,
      rw.workspace_id <> ${grantsPlace} and (w.id is null or w.gone_at is not null or w.archived_at is not null)
        as "isArchived",
      coalesce(c.total, 0) as total, coalesce(c.decided, 0) as decided, coalesce(c.done, 0) as done,
      coalesce(c.refused, 0) as refused, coalesce(c.tasks, 0) as tasks, coalesce(c.exceptions, 0) as exceptions,
      coalesce(c.unsent, 0) as unsent, coalesce(c.waiting, 0) as waiting,
      coalesce(c.open, 0) as open, coalesce(c.is_handed, false) as "isHanded"
    from ${reviewWorkspaces} rw left join counted c on c.workspace_id = rw.workspace_id
    left join ${workspaces} w on w.id = rw.workspace_id
    where rw.review_id = ${reviewId}::uuid and ${isPlaceVisible(by)}
    order by rw.name ${unicode}, rw.workspace_id`);
  const own = by.actor.email.toLowerCase();
  return rows.map((row) => {
    const mayHandOver = row.reviewers.some(({ email }) => email === own);
    return { ...row, mayHandOver, isMine: row.isHanded || mayHandOver, progress: toProgress(row) };
  });
}
