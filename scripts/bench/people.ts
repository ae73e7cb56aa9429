import { createHash, randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";
import { Visitor } from "@/scripts/stage/visitor";

/** Each is another admin, because a person's own pages list their sessions. */
export async function createPeople(store: pg.Client, { url, cookie }: Visitor, count: number) {
  const [name = "", token = ""] = cookie.split("=");
  const { rows } = await store.query("select email from members where role = 'admin' order by id limit $1", [
    count,
  ]);
  const people: Visitor[] = [];
  for (let index = 0; index < count; index++) {
    const fresh = randomBytes(32).toString("base64url");
    const { email = null } = rows[index % rows.length] ?? {};
    const own = JSON.stringify({ id: randomUUID(), token_hash: toHash(fresh), email });
    const copied = await store.query(
      `insert into sessions select (jsonb_populate_record(s, $2::jsonb)).* from sessions s where token_hash = $1`,
      [toHash(token), own],
    );
    if (!copied.rowCount) throw new Error("The session of whoever signed in is not in the store.");
    people.push(new Visitor(url, `${name}=${fresh}`));
  }
  return people;
}

function toHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
