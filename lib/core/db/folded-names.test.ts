import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "./client";
import { apiKeys, members } from "./directory-tables";
import { resetDatabase } from "./test-database";

const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
const anais = { ...seen, id: "u1", name: "Anaïs Ørsted", email: "Anais@x.example", role: "user" };
const key = {
  ...seen,
  id: "k1",
  name: "Café",
  status: "active",
  scope: "workspace",
  partialKeyHint: "sk-ant-Q7x",
};

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.insert(members).values(anais);
  await db.insert(apiKeys).values([key, { ...key, id: "k2", name: "Żaba", partialKeyHint: null }]);
});

async function readFolded() {
  const db = await database();
  const { rows } = await db.execute<{ folded: string }>(
    sql`select folded from ${members} union all select folded from ${apiKeys} order by 1`,
  );
  return rows.map(({ folded }) => folded);
}

const folded = ["anais orsted anais@x.example", "cafe sk-ant-q7x", "zaba "];

test("names are folded when they are written and changed", async () => {
  expect(await readFolded()).toEqual(folded);
  const db = await database();
  await db.update(members).set({ name: "Łucja" });
  expect(await readFolded()).toContain("lucja anais@x.example");
});

test("the versions of people and keys don't hold what is folded", async () => {
  const db = await database();
  const { rows } = await db.execute(
    sql`select count(*)::int as count from directory_versions where state ? 'name' and not state ? 'folded'`,
  );
  expect(rows).toEqual([{ count: 3 }]);
});
