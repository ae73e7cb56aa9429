import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { keepStore } from "./keep-store";
import { runOnServer, toAddress } from "./test-server";

const server = process.env.TEST_DATABASE_URL ?? "";
const name = `castellan_test_${randomBytes(6).toString("hex")}`;
const pooler = process.env.TEST_POOLER_URL;
process.env.DATABASE_URL = toAddress(pooler ?? server, name);
if (pooler) process.env.DATABASE_DIRECT_URL = toAddress(server, name);

const close = keepStore(async () => {
  await runOnServer(`create database ${name} template ${inject("migratedPostgres")}`);
  const { openPostgres } = await import("@/lib/db/open-postgres");
  return openPostgres(process.env.DATABASE_URL ?? "", process.env.DATABASE_DIRECT_URL);
});

afterAll(async () => {
  await close();
  await runOnServer(`drop database if exists ${name} with (force)`);
});
