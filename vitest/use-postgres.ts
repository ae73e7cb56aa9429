import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll } from "vitest";

const server = process.env.TEST_DATABASE_URL;
const name = `castellan_test_${randomBytes(6).toString("hex")}`;
const address = new URL(server ?? "");
address.pathname = name;
// Before anything reads the environment, hence the imports below.
process.env.DATABASE_URL = address.href;

const { closeDatabase } = await import("@/lib/db/client");
const { openPostgres } = await import("@/lib/db/open-postgres");
const { keepForTests } = await import("@/lib/db/test-database");

async function runOnServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

keepForTests(async () => {
  await runOnServer(`create database ${name}`);
  return openPostgres(address.href);
});

afterAll(async () => {
  await closeDatabase();
  await runOnServer(`drop database if exists ${name} with (force)`);
});
