import { asc, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { database } from "./client";
import { copyRows } from "./copy-rows";
import { toCopyLine } from "./copy-text";
import { toStoreError } from "./failure";
import { costRows } from "./report-tables";
import { resetDatabase } from "./test-database";

beforeEach(resetDatabase);

const day = "2026-11-24";
const fields = ["day", "workspaceId", "description", "cents"];
const toText = (rows: readonly unknown[][]) => ({
  fields,
  text: new TextEncoder().encode(rows.map(toCopyLine).join("")),
});

async function copy(rows: readonly unknown[][], given = fields): Promise<void> {
  const db = await database();
  await db.transaction((tx) => copyRows(tx, costRows, { ...toText(rows), fields: given }));
}

async function readStored() {
  const db = await database();
  const { workspaceId, description, cents } = costRows;
  return db.select({ workspaceId, description, cents }).from(costRows).orderBy(asc(cents));
}

test("any text is stored as it is, and a missing one is null", async () => {
  const text = fc.option(
    fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("\\N", "\\.", "\t\n\r", "\\")),
  );
  const stored = text.filter((value) => !value?.includes("\0"));
  const rows = fc.array(fc.record({ workspaceId: stored, description: stored }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      await resetDatabase();
      const numbered = given.map((row, index) => ({ ...row, cents: String(index) }));
      await copy(numbered.map((row) => [day, row.workspaceId, row.description, row.cents]));
      expect(await readStored()).toEqual(numbered);
    }),
    { numRuns: 20 },
  );
});

test("a row that doesn't fit stores none, and the connection continues to work", async () => {
  const db = await database();
  const rows = [
    [day, "w1", null, "1"],
    [day, "w2", null, "soon"],
  ];
  await expect(copy(rows)).rejects.toMatchObject({ code: "22P02" });
  for (let turn = 0; turn < 20; turn++) await db.execute(sql`select 1`);
  expect(await readStored()).toEqual([]);
});

test("a field without a column is an error before anything is sent", async () => {
  await expect(copy([[day, "w1", null, "1"]], ["day", "workspace", "description", "cents"])).rejects.toThrow(
    "cost_rows has no column for workspace",
  );
});

test("megabytes are copied, also several times at once", async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => [
    day,
    `w${index}`,
    "x".repeat(200),
    String(index),
  ]);
  await Promise.all([copy(rows), copy(rows)]);
  const db = await database();
  expect(await db.$count(costRows)).toBe(40_000);
});

test("a connection that is lost before or during a copy is a lost database", async () => {
  const db = await database();
  const failure = await db
    .transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      const { client } = (
        tx as unknown as { session: { client: { connection: { stream: { destroy: () => void } } } } }
      ).session;
      client.connection.stream.destroy();
      expect(rows).toHaveLength(1);
      await copyRows(tx, costRows, toText([[day, "w1", null, "1"]]));
    })
    .catch((cause: unknown) => cause);
  expect(toStoreError(failure)).toMatchObject({ code: "store_unavailable" });
  expect(await readStored()).toEqual([]);
});
