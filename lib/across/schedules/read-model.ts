import "server-only";
import { sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { deliveries, unsubscribes } from "@/lib/core/db/delivery-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { listOutside } from "./outside";
import { type Schedule, type SchedulesPage, schedulesPage } from "./schema";
import { mayWrite } from "./store";

type Found = Omit<Schedule, "outside" | "isWritable">;

/** Team leads see their own; others see everyone's. */
export async function getSchedulesPage(by: Permit<"schedules:read">): Promise<SchedulesPage> {
  const { actor } = by;
  const isSeen = actor.persona === "lead" ? sql`s.owner = ${actor.email.toLowerCase()}` : sql`true`;
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    select s.id, s.owner, s.name, s.report, s.query, s.cadence, s.day, s.hour, s.locale, s.recipients,
      s.is_paused as "isPaused", to_json(s.next_at) #>> '{}' as "nextAt",
      (select coalesce(json_agg(u.address), '[]') from ${unsubscribes} u
        where u.kind = 'schedule' and u.source_id = s.id::text) as unsubscribed,
      (select json_build_object('at', max(coalesce(d.settled_at, d.created_at)), 'messages', json_agg(json_build_object(
          'recipient', d.recipient, 'channel', d.channel, 'state', d.state, 'errorCode', d.error_code)))
        from ${deliveries} d where d.kind = 'schedule' and d.source_id = s.id::text and d.occasion = (
          select occasion from ${deliveries} latest where latest.kind = 'schedule' and latest.source_id = s.id::text
          order by created_at desc limit 1) group by d.occasion) as last
    from ${schedules} s where ${isSeen} order by lower(s.name), s.id`);
  const outside = await listOutside(rows.flatMap(({ recipients }) => recipients));
  return schedulesPage.parse({
    schedules: rows.map((row) => ({
      ...row,
      outside: row.recipients.map(({ id }) => id).filter((id) => outside.includes(id)),
      isWritable: can(actor, "schedules:write") && mayWrite(row, actor),
    })),
  });
}
