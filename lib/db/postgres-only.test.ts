import { sql } from "drizzle-orm";
import pg from "pg";
import { expect, test } from "vitest";
import { env } from "@/lib/env";
import { database } from "./client";
import { toStoreError } from "./failure";
import { openPostgres } from "./open-postgres";

const url = env.DATABASE_URL ?? "";

test("names a database that does not exist", async () => {
  const address = new URL(url);
  address.pathname = "/castellan_missing";
  await expect(openPostgres(address.href)).rejects.toMatchObject({
    message: expect.stringContaining("/castellan_missing cannot be used: there is no such database"),
  });
});

test("lets replicas boot together on an empty database", async () => {
  const db = await database();
  const address = new URL(url);
  address.pathname += "_empty";
  const name = sql.identifier(address.pathname.slice(1));
  await db.execute(sql`create database ${name}`);
  const stores = await Promise.all(Array.from({ length: 4 }, () => openPostgres(address.href)));
  const seen = await Promise.all(
    stores.map((store) =>
      store.db.execute(sql`select count(*) as applied from drizzle.__drizzle_migrations`),
    ),
  );
  await Promise.all(stores.map((store) => store.close()));
  await db.execute(sql`drop database ${name} with (force)`);
  const applied = await db.execute(sql`select count(*) as applied from drizzle.__drizzle_migrations`);
  expect(seen.map(({ rows }) => rows)).toEqual(Array(4).fill(applied.rows));
});

test("fails what is under way when the server drops it, then goes on", async () => {
  const db = await database();
  const lost = db.transaction(async (tx) => {
    const { rows } = await tx.execute(sql`select pg_backend_pid() as pid`);
    const killer = new pg.Client({ connectionString: url });
    await killer.connect();
    await killer.query("select pg_terminate_backend(($1::jsonb->0->>'pid')::int)", [JSON.stringify(rows)]);
    await killer.end();
    await tx.execute(sql`select 1`);
  });
  expect(toStoreError(await lost.catch((cause) => cause))).toMatchObject({ code: "store_unavailable" });
  expect((await db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});
