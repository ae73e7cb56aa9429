import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll } from "vitest";
import { keepStore } from "./keep-store";

const server = process.env.TEST_DATABASE_URL ?? "";
const name = `castellan_test_${randomBytes(6).toString("hex")}`;
const address = new URL(server);
address.pathname = name;
process.env.DATABASE_URL = address.href;
const pooler = process.env.TEST_POOLER_URL;
if (pooler) {
  process.env.DATABASE_DIRECT_URL = address.href;
  const pooled = new URL(pooler);
  pooled.pathname = name;
  process.env.DATABASE_URL = pooled.href;
}

async function runOnServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

const close = keepStore(async () => {
  await runOnServer(`create database ${name}`);
  const { openPostgres } = await import("@/lib/db/open-postgres");
  return openPostgres(process.env.DATABASE_URL ?? "", process.env.DATABASE_DIRECT_URL);
});

afterAll(async () => {
  await close();
  await runOnServer(`drop database if exists ${name} with (force)`);
});
