import "server-only";
import { and, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { sessionEnds, signInAttempts } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { getSetting } from "@/lib/settings/mirror";
import { type SignIns, signIns } from "./schema";

const shownAttempts = 100;

/** For those who look after access: who may be signed in, and who tried. */
export async function listSignIns(_by: Permit<"settings:read">): Promise<SignIns> {
  const [sessions, attempts] = await Promise.all([listSessions(), listAttempts()]);
  return signIns.parse({ sessions, attempts });
}

/** As under which their sessions are ended; the one-time link has no address. */
const nameOf = sql<string>`coalesce(lower(${signInAttempts.email}), 'link')`;
const columns = {
  at: signInAttempts.at,
  address: signInAttempts.address,
  method: signInAttempts.method,
  email: signInAttempts.email,
};

async function listSessions() {
  const db = await database();
  const since = new Date(Date.now() - (await getSetting("session_hours")) * 3_600_000);
  const rows = await db
    .selectDistinctOn([nameOf], { name: nameOf, ...columns })
    .from(signInAttempts)
    .leftJoin(sessionEnds, eq(sessionEnds.email, nameOf))
    .where(
      and(
        eq(signInAttempts.outcome, "succeeded"),
        gt(signInAttempts.at, since),
        or(isNull(sessionEnds.endedAt), lt(sessionEnds.endedAt, signInAttempts.at)),
      ),
    )
    .orderBy(nameOf, desc(signInAttempts.at));
  return rows.map(toTold);
}

async function listAttempts() {
  const db = await database();
  const rows = await db
    .select({ id: signInAttempts.id, outcome: signInAttempts.outcome, ...columns })
    .from(signInAttempts)
    .orderBy(desc(signInAttempts.at))
    .limit(shownAttempts);
  return rows.map(toTold);
}

function toTold<Row extends { at: Date }>(row: Row) {
  return { ...row, at: row.at.toISOString() };
}
