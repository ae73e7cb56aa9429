import "server-only";
import { sql } from "drizzle-orm";
import { perRequest } from "@/lib/core/process/per-request";
import { database } from "./client";
import { organization, unreadableRows } from "./directory-tables";
import { keyCapabilities, settings, syncState } from "./own-tables";

type Job = typeof syncState.$inferSelect;
type Capability = typeof keyCapabilities.$inferSelect;
/** In JSON, instants are text. */
type Sent<Row> = { [Name in keyof Row]: Row[Name] extends Date | null ? string | null : Row[Name] };
type Facts = {
  settings: Record<string, unknown> | null;
  jobs: Sent<Job>[] | null;
  capabilities: (Omit<Sent<Capability>, "probedAt"> & { probedAt: string })[] | null;
  unreadableDays: Record<string, string[]> | null;
  organizationName: string | null;
  snapshot: string;
};

/**
 * What nearly every page needs from small tables, in one statement, because preparing and sending one costs more than
 * reading these rows. Read once per page or route; elsewhere, every call reads. `snapshot` is what the statement saw,
 * so that an answer that uses these facts isn't kept as newer than they are.
 */
export const getStoreFacts = perRequest(async () => {
  const db = await database();
  const { rows } = await db.execute<Facts>(sql`
    select (select json_object_agg(name, value) from ${settings}) as settings,
      (select json_agg(json_build_object('job', job, 'requestedAt', requested_at, 'startedAt', started_at,
        'finishedAt', finished_at, 'failedAt', failed_at, 'errorCode', error_code, 'errorRequestId', error_request_id))
        from ${syncState} where job not like '%:%') as jobs,
      (select json_agg(json_build_object('name', power, 'isGranted', is_granted, 'errorCode', error_code,
        'requestId', request_id, 'probedAt', probed_at, 'completeUntil', complete_until, 'workedAt', worked_at,
        'isAbsence', is_absence, 'refusals', refusals, 'refusedSince', refused_since)) from ${keyCapabilities}) as capabilities,
      (select json_object_agg(noun, parts) from (select noun, json_agg(part) as parts from ${unreadableRows}
        where part like '____-__-__' group by 1) days) as "unreadableDays",
      (select name from ${organization} order by seen_at desc limit 1) as "organizationName",
      pg_current_snapshot()::text as snapshot`);
  const [facts] = rows;
  return {
    settings: new Map(Object.entries(facts?.settings ?? {})),
    jobs: (facts?.jobs ?? []).map(toJob),
    capabilities: (facts?.capabilities ?? []).map(toCapability),
    unreadableDays: new Map(Object.entries(facts?.unreadableDays ?? {})),
    organizationName: facts?.organizationName ?? null,
    snapshot: facts?.snapshot ?? "",
  };
});

function toJob(job: Sent<Job>): Job {
  return {
    ...job,
    requestedAt: toInstant(job.requestedAt),
    startedAt: toInstant(job.startedAt),
    finishedAt: toInstant(job.finishedAt),
    failedAt: toInstant(job.failedAt),
  };
}

function toCapability(row: NonNullable<Facts["capabilities"]>[number]): Capability {
  return {
    ...row,
    probedAt: new Date(row.probedAt),
    completeUntil: toInstant(row.completeUntil),
    workedAt: toInstant(row.workedAt),
    refusedSince: toInstant(row.refusedSince),
  };
}

function toInstant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
