import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { keepStore } from "./keep-store";
import { runOnServer, toAddress } from "./test-server";

const server = process.env.TEST_DATABASE_URL ?? "";
const pooler = process.env.TEST_POOLER_URL;
const name = nameOnce();
process.env.DATABASE_URL = toAddress(pooler ?? server, name);
if (pooler) process.env.DATABASE_DIRECT_URL = toAddress(server, name);

keepStore(async () => {
  await runOnServer(`create database ${name} template ${inject("migratedPostgres")}`);
  // No test takes the power from the server; waiting for its disk is a quarter of what tests would take.
  await runOnServer(`alter database ${name} set synchronous_commit to off`);
  const { openPostgres } = await import("@/lib/core/db/open-postgres");
  return openPostgres(process.env.DATABASE_URL ?? "", process.env.DATABASE_DIRECT_URL);
});

/** One for each worker, under the name of its run, whose end drops it. */
function nameOnce(): string {
  const key = Symbol.for("castellan.test-database");
  const holder = globalThis as { [key]?: string };
  holder[key] ??= `${inject("migratedPostgres")}_${randomBytes(6).toString("hex")}`;
  return holder[key];
}
