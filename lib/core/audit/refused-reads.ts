import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { refusedReads } from "@/lib/core/db/request-tables";
import { appendFrom } from "./append";
import type { LineDraft } from "./line";
import { toRecorded, toRecordedText } from "./record";
import type { AuditAction } from "./vocabulary";

type Hour = {
  hour: string;
  email: string;
  persona: string;
  reads: number;
  nouns: string[];
  method: string | null;
  session: string | null;
  address: string | null;
};

const action: AuditAction = "read.refuse";

/**
 * One entry per person and hour, once the hour is over. What was counted is deleted in the same transaction, so that
 * neither a kill nor another server loses an entry or adds a second.
 */
export async function sumRefusedReads(): Promise<void> {
  await appendFrom(async (tx) => {
    // Of several sessions, none did it all. A request that began before the hour's end may still be counting.
    const { rows } = await tx.execute<Hour>(sql`
      with over as (
        delete from ${refusedReads} where hour < date_trunc('hour', now() - interval '1 minute', 'UTC') returning *)
      select to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as hour, email, max(persona) as persona,
        sum(reads)::integer as reads, array_agg(distinct noun order by noun) as nouns,
        case when count(distinct session_id) = 1 then max(method) end as method,
        case when count(distinct session_id) = 1 then max(session_id) end as session,
        case when count(distinct address) = 1 then max(address) end as address
      from over group by hour, email order by hour, email`);
    return rows.flatMap(toLines);
  });
}

function toLines({ hour, email, persona, reads, nouns, method, session, address }: Hour): LineDraft[] {
  const subject = {
    entryId: randomUUID(),
    actorEmail: toRecordedText(email),
    actorPersona: persona,
    actorMethod: method || null,
    actorSession: session || null,
    actorAddress: address || null,
    action,
    targetId: null,
    targetLabel: null,
    before: null,
    requestId: null,
  };
  const asked = toRecorded({ reads, nouns, hour });
  return [
    { ...subject, phase: "intent", after: asked, outcome: null, errorCode: null },
    { ...subject, phase: "outcome", after: null, outcome: "failed", errorCode: "forbidden" },
  ];
}
