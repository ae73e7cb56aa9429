import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { grants } from "@/lib/core/db/access-tables";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { claudeCodeRows } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, invites, members, unreadableRows } from "@/lib/core/db/directory-tables";
import { forgottenPeople } from "@/lib/core/db/forgotten-tables";
import { reviewRows, reviews } from "@/lib/core/db/review-tables";
import { directoryVersions } from "@/lib/core/db/snapshot-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addUnreadable, saveUnreadable } from "@/lib/core/db/unreadable-rows";
import { saveListed } from "@/lib/core/db/upsert-mirrored";
import { env } from "@/lib/core/env/env";
import { inviteMirror } from "@/lib/directory/invites/mirror";
import { apiKeyMirror } from "@/lib/directory/keys/mirror";
import { memberMirror } from "@/lib/directory/members/mirror";
import { storeDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow } from "@/lib/money/reports/test-rows";
import { forgetPeople } from "./forget";
import { forgetPerson } from "./people-store";
import { places } from "./places-sql";
import { ada, fillAllTables } from "./test-rows";

const now = new Date("2026-11-30T12:00:00Z");
const left = new Date("2024-11-01T00:00:00Z");

beforeEach(async () => {
  await resetDatabase();
  env.BOOTSTRAP_ADMINS.length = 0;
});

async function addLeaver(goneAt: Date | null = left, person = ada): Promise<void> {
  const db = await database();
  const seen = { firstSeenAt: new Date("2023-01-01"), raw: { email: person.email, name: person.name } };
  // Here first, so that the directory has a version of them.
  await db.insert(members).values({ ...person, role: "user", ...seen, seenAt: new Date("2023-01-01") });
  if (goneAt) await db.update(members).set({ goneAt, seenAt: goneAt }).where(eq(members.id, person.id));
}

/** Where a text occurs: every column of every table, as the database lists them. */
async function find(...texts: string[]): Promise<string[]> {
  const db = await database();
  const columns = await db.execute<{ table: string; column: string }>(sql`
    select table_name as table, column_name as column from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = current_schema() and table_type = 'BASE TABLE' and data_type in ('text', 'jsonb', 'ARRAY')`);
  const found = new Set<string>();
  for (const { table, column } of columns.rows)
    for (const text of texts) {
      const name = sql.identifier(column);
      const { rows } = await db.execute(sql`select 1 from ${sql.identifier(table)}
        where position(lower(${text}) in lower(${name}::text)) > 0 limit 1`);
      if (rows.length > 0) found.add(table);
    }
  return [...found].toSorted();
}

/** They hold numbers, times, and bytes. */
const withoutTexts = ["notice_cursor", "review_packs"];
const traces = [ada.email, encodeURIComponent(ada.email), ada.id, ada.name];

/** Each number of each table but those whose rows are deleted. */
async function sumEverything(): Promise<Record<string, unknown>> {
  const db = await database();
  const { rows } = await db.execute<{ table: string; sums: string }>(sql`
    select table_name as table, string_agg(format('sum(%I)::text', column_name), ', ' order by column_name) as sums
    from information_schema.columns where table_schema = current_schema()
      and data_type in ('numeric', 'bigint', 'integer') and table_name ~ '_(rows|rollups|usage|months|hours)$' group by 1`);
  const all: Record<string, unknown> = {};
  for (const { table, sums } of rows) {
    const found = await db.execute(sql`select count(*)::int, ${sql.raw(sums)} from ${sql.identifier(table)}`);
    all[table] = found.rows;
  }
  return all;
}

describe("someone who left two years ago", () => {
  test("someone who left two years ago is in no table but those that are kept, while every sum stays the same", async () => {
    await addLeaver();
    const filled = await fillAllTables();
    const before = await sumEverything();
    const kept = Object.entries(places).flatMap(([table, { kind }]) => (kind === "kept" ? [table] : []));
    const searchable = await find(...traces);
    const without = filled.filter((table) => !searchable.includes(table) && places[table]?.kind !== "nobody");
    expect(without.toSorted()).toEqual(withoutTexts);
    await forgetPeople(now);
    expect((await find(...traces)).filter((table) => !kept.includes(table))).toEqual([]);
    expect(await find(ada.email)).toEqual(
      expect.arrayContaining(["review_rows", "offboardings", "statements"]),
    );
    expect(await sumEverything()).toEqual(before);
  });

  test("someone who left two years ago has one pseudonym, and the directory's past still has them once", async () => {
    await addLeaver();
    await storeDay("claude-code", "2024-10-01", [claudeCodeRow({ actor: ada.email, sessions: 3 })], left);
    await forgetPeople(now);
    const db = await database();
    const [member] = await db.select().from(members);
    expect(member?.email).toMatch(/^forgotten-[0-9a-f]{12}@forgotten\.invalid$/);
    expect(member?.id).toMatch(/^user_forgotten_[0-9a-f]{12}$/);
    expect(await db.select().from(claudeCodeRows)).toMatchObject([{ actor: member?.email, sessions: 3 }]);
    expect(await db.select().from(directoryVersions)).toMatchObject([
      { key: member?.id, state: { email: member?.email, id: member?.id }, untilDay: "2024-11-01" },
    ]);
  });

  test("someone who left two years ago is in the log as a number, and once", async () => {
    await addLeaver();
    await forgetPeople(now);
    await forgetPeople(now);
    const entry = { action: "member.forget", actorEmail: "castellan", outcome: "succeeded" };
    const said = { targetId: "2024-11-30", targetLabel: "2024-11-30", after: { people: 1 } };
    expect(await readAuditLog()).toMatchObject([{ ...entry, ...said }]);
    expect(await find(...traces)).toEqual([]);
  });

  test("someone who left two years ago doesn't take along who has a longer address or the same name", async () => {
    await addLeaver();
    const other = { id: "user_ada012", email: "ada@northwind.example.org", name: ada.name };
    await addLeaver(null, other);
    await forgetPeople(now);
    const db = await database();
    expect(await db.select().from(members).where(eq(members.id, other.id))).toMatchObject([
      { ...other, raw: { email: other.email, name: other.name } },
    ]);
  });

  test("someone who left two years ago comes back neither with keys and invites that the API still lists nor with a day that is read again", async () => {
    await addLeaver();
    await forgetPeople(now);
    const db = await database();
    const seenAt = now.toISOString();
    const cost = { day: "2024-10-01", actorKind: "user", actorId: ada.id, actorEmail: ada.email };
    await saveListed(db, apiKeyMirror, [toKey(seenAt)], { isRecorded: true });
    await saveListed(db, inviteMirror, [toInvite(seenAt, "accepted")], { isRecorded: true });
    await storeDay("claude-code", "2024-10-01", [claudeCodeRow({ actor: ada.email, sessions: 3 })], now);
    const row = { actorKind: "user", actorId: ada.id, actorEmail: null, apiKeyId: null, workspaceId: null };
    const amounts = { product: null, model: null, currency: "USD", cents: "5", listCents: "5" };
    await storeDay("actor-cost", cost.day, [{ ...row, ...amounts }], now);
    expect(await find(...traces)).toEqual([]);
    const [member] = await db.select().from(members);
    const named = { actorId: member?.id, actorEmail: member?.email };
    expect(await db.select().from(actorCostRows)).toMatchObject([named]);
    expect(await db.select().from(apiKeys)).toMatchObject([{ createdById: member?.id }]);
    expect(await db.select().from(invites)).toMatchObject([{ email: member?.email }]);
  });

  test("someone who left two years ago is named by no row that can't be read, from before or later", async () => {
    await addLeaver();
    const db = await database();
    const odd = { id: ada.id, field: "role", problem: "type" as const, sample: { email: ada.email } };
    await saveUnreadable(db, { noun: "member" }, [odd], left);
    await forgetPeople(now);
    expect(await find(...traces)).not.toContain("unreadable_rows");
    await saveUnreadable(db, { noun: "member" }, [odd], now);
    await addUnreadable(db, { noun: "activity", part: "2026-11-30" }, [odd], now);
    expect(await find(...traces)).not.toContain("unreadable_rows");
    expect(await db.select().from(unreadableRows)).toMatchObject([
      { samples: [{ id: expect.stringMatching(/^user_forgotten_/), field: "role" }] },
      { samples: [{ sample: { email: expect.stringMatching(/@forgotten\.invalid$/) } }] },
    ]);
  });

  test("someone who left two years ago is a new person after coming back, and can be forgotten again", async () => {
    await addLeaver();
    await forgetPeople(now);
    const db = await database();
    const back = { ...ada, role: "user", addedAt: null, seenAt: now.toISOString(), raw: {} };
    await saveListed(db, memberMirror, [back], { isRecorded: true });
    expect(await db.$count(forgottenPeople)).toBe(0);
    await storeDay("claude-code", "2026-11-29", [claudeCodeRow({ actor: ada.email })], now);
    expect(await find(ada.email)).toContain("claude_code_rows");
    expect(await db.$count(members)).toBe(2);
    await db.update(members).set({ goneAt: now }).where(eq(members.id, ada.id));
    await forgetPeople(new Date("2029-01-01"));
    expect(await find(...traces)).toEqual([]);
    expect(await db.$count(members)).toBe(2);
  });
});

describe("someone isn't forgotten", () => {
  async function expectKept() {
    await forgetPeople(now);
    const db = await database();
    expect(await db.$count(members, eq(members.id, ada.id))).toBe(1);
    expect(await readAuditLog()).toEqual([]);
  }

  test("who left more recently", async () => {
    await addLeaver(new Date("2024-12-01"));
    await expectKept();
  });

  test("who is a member under another ID", async () => {
    await addLeaver();
    await addMember("user_again", "user", { email: ada.email.toUpperCase() });
    await expectKept();
  });

  test("who is invited", async () => {
    await addLeaver();
    const db = await database();
    await saveListed(db, inviteMirror, [toInvite(now.toISOString(), "pending")], { isRecorded: true });
    await expectKept();
  });

  test("who has a grant", async () => {
    await addLeaver();
    const db = await database();
    const given = { persona: "auditor", createdBy: "setup", createdAt: left, heldRank: 0 };
    await db.insert(grants).values({ email: ada.email, ...given, expiresAt: new Date("2100-01-01") });
    await expectKept();
  });

  test("who can always sign in", async () => {
    await addLeaver();
    env.BOOTSTRAP_ADMINS.push(ada.email);
    await expectKept();
  });

  test("someone isn't forgotten whom an open review names, until it closes", async () => {
    await addLeaver();
    await fillAllTables();
    const db = await database();
    await db.update(reviews).set({ closedAt: null });
    expect(await db.$count(reviewRows)).toBe(1);
    await db.delete(invites);
    await forgetPeople(now);
    expect(await db.$count(members, eq(members.id, ada.id))).toBe(1);
    await db.update(reviews).set({ closedAt: now });
    await forgetPeople(now);
    expect(await db.$count(members, eq(members.id, ada.id))).toBe(0);
  });
});

test("whoever was invited and never came is forgotten too", async () => {
  const db = await database();
  await saveListed(db, inviteMirror, [toInvite("2023-01-01T00:00:00Z", "expired")], { isRecorded: true });
  await forgetPeople(now);
  expect(await find(...traces)).toEqual([]);
});

test("a kill leaves everyone whole or forgotten, and the next turn goes on", async () => {
  const other = { id: "user_ben", email: "ben@northwind.example", name: "Ben Abel" };
  await addLeaver();
  await addLeaver(new Date("2024-11-02T00:00:00Z"), other);
  const db = await database();
  const refusal = `check (email not like 'forgotten-%' or gone_at <> '2024-11-02T00:00:00Z')`;
  await db.execute(sql.raw(`alter table members add constraint planted ${refusal}`));
  await expect(forgetPeople(now)).rejects.toThrow();
  expect(await find(...traces)).toEqual([]);
  expect(await find(other.email)).toEqual(["directory_versions", "members"]);
  await db.execute(sql`alter table members drop constraint planted`);
  await forgetPeople(now);
  expect(await find(other.email, other.id, other.name)).toEqual([]);
  await forgetPerson(other.email, now);
});

function toKey(seenAt: string) {
  const made = { createdById: ada.id, createdByType: "user", createdAt: "2023-02-01T00:00:00Z" };
  const about = { principalKind: null, principalId: null, partialKeyHint: null, scope: "workspace" };
  const raw = { created_by: { id: ada.id } };
  const key = { id: "apikey_1", name: "deploy", status: "active", expiresAt: null, workspaceId: null };
  return { ...key, ...made, ...about, seenAt, raw };
}

function toInvite(seenAt: string, status: string) {
  const times = { invitedAt: "2023-01-01T00:00:00Z", acceptedAt: null };
  const expiresAt = status === "pending" ? "2100-01-01T00:00:00Z" : "2023-01-22T00:00:00Z";
  const raw = { email: ada.email };
  return { id: "invite_1", email: ada.email, role: "user", status, ...times, expiresAt, seenAt, raw };
}

test("tables that aren't searched have no other column that could name a person", async () => {
  const db = await database();
  const unsearched = Object.entries(places).flatMap(([table, place]) => {
    if (place.kind === "exact") return [{ table, columns: place.columns }];
    return place.kind === "nobody" ? [{ table, columns: [] }] : [];
  });
  for (const { table, columns } of unsearched) {
    const { rows } = await db.execute<{ column: string }>(sql`select column_name as column
      from information_schema.columns where table_schema = current_schema() and table_name = ${table}
        and data_type in ('text', 'jsonb', 'ARRAY')`);
    const named = rows.map(({ column }) => column).filter((name) => person.test(name));
    expect({ table, named: named.toSorted() }).toEqual({ table, named: [...columns].toSorted() });
  }
});

const person = /email|address|user|person|owner|recipient|label|note|_by$|^name$|^actor(?!_kind|_type|s)/;
