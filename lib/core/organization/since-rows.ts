import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/actor";
import { can } from "@/lib/core/auth/permissions";
import type { MembershipSince } from "./schema";

export type SincePair = { workspaceId: string; userId: string };
/** `target` is `workspace/person`; `seenBy` acted outside Castellan. */
export type SinceRow = {
  target: string;
  since: string | null;
  seenSince: string;
  by: string | null;
  seenBy: string | null;
};

/** Who acted outside Castellan is known only to those who read the compliance feed. */
export function toSinceByTarget(actor: Actor, rows: readonly SinceRow[]): Map<string, MembershipSince> {
  const isNamed = can(actor, "log:read");
  return new Map(
    rows.map(({ target, since, seenSince, by, seenBy }) => [
      target,
      { since, seenSince, by: by ?? (isNamed ? seenBy : null) },
    ]),
  );
}

export function toIso(instant: string): SQL {
  return sql`to_char((${sql.raw(instant)}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
