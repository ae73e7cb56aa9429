import { createHash, randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";
import { Visitor } from "./visitor";

/** Each is another admin, because a person's own pages list their sessions. */
export async function createPeople(store: pg.Client, signedIn: Visitor, count: number): Promise<Visitor[]> {
  const [name = "", token = ""] = signedIn.cookie.split("=");
  const { rows } = await store.query("select * from sessions where token_hash = $1", [toHash(token)]);
  const [session] = rows;
  if (!session) throw new Error("The session of whoever signed in is not in the store.");
  const admins = await store.query("select email from members where role = 'admin' order by id limit $1", [
    count,
  ]);
  const columns = Object.keys(session);
  const places = columns.map((_, at) => `$${at + 1}`).join(", ");
  const people: Visitor[] = [];
  for (let index = 0; index < count; index++) {
    const fresh = randomBytes(32).toString("base64url");
    const { email = null } = admins.rows[index % admins.rows.length] ?? {};
    // The driver would write a list as an array of PostgreSQL's, and the column is JSON.
    const amr = JSON.stringify(session.amr);
    const copy = { ...session, amr, id: randomUUID(), token_hash: toHash(fresh), email };
    const values = columns.map((column) => copy[column]);
    await store.query(`insert into sessions (${columns.join(", ")}) values (${places})`, values);
    const person = new Visitor(signedIn.url);
    person.cookie = `${name}=${fresh}`;
    people.push(person);
  }
  return people;
}

function toHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
