import "server-only";
import type { Actor } from "@/lib/core/auth/actor";
import { can } from "@/lib/core/auth/permissions";
import { findPeople } from "./people";
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
export async function toSinceByTarget(
  actor: Actor,
  rows: readonly SinceRow[],
): Promise<Map<string, MembershipSince>> {
  const isNamed = can(actor, "log:read");
  const toBy = ({ by, seenBy }: SinceRow) => by ?? (isNamed ? seenBy : null);
  const toPerson = await findPeople(actor, rows.map(toBy));
  return new Map(
    rows.map((row) => {
      const { target, since, seenSince } = row;
      const by = toBy(row);
      return [target, { since, seenSince, by, byName: toPerson(by).name }];
    }),
  );
}
