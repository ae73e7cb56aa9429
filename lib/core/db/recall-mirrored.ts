import "server-only";
import type { Database, Transaction } from "./database";
import { recall, welcomeBack } from "./forgotten";
import type { MirroredNoun, MirrorRow } from "./mirrored-noun";

type Person = { id?: string; email?: string; status?: string; expiresAt?: string | null };

/**
 * The API names who left in ended invites and as the maker of keys for as long as it likes. Members and people with a
 * pending invite are here, whoever was forgotten before.
 */
export async function recallMirrored<Row extends MirrorRow>(
  db: Database | Transaction,
  { noun }: MirroredNoun,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  if (noun === "api_key") return recall(db, rows);
  if (noun !== "member" && noun !== "invite") return rows;
  const people: readonly (MirrorRow & Person)[] = rows;
  const isHere = (one: Person) => noun === "member" || isPending(one);
  await welcomeBack(
    db,
    people.filter(isHere).flatMap(({ id, email }) => [id, email].filter((text) => text !== undefined)),
  );
  return noun === "member" ? rows : recall(db, rows);
}

function isPending({ status, expiresAt }: Person): boolean {
  return status === "pending" && (!expiresAt || Date.parse(expiresAt) > Date.now());
}
