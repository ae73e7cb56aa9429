/** `npm run bench [-- --size small]`: starts organizations of two sizes and a Castellan for each, and prints one table. */
import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { endAll } from "./bench/ends";
import type { Case, Column } from "./bench/measure";
import type { BenchStore } from "./bench/stores";
import { build, isBuilt } from "./build.mjs";

const { values } = parseArgs({ options: { size: { type: "string" } } });
const address = process.env.BENCH_DATABASE_URL || process.env.TEST_DATABASE_URL;

// Before lib/env is read: the servers and the cookie made here share it.
process.env.NEXTAUTH_SECRET = randomBytes(32).toString("base64url");
const { measure } = await import("./bench/measure");
const { createPostgresStore, embedded } = await import("./bench/stores");
const { printTable } = await import("./bench/print-table");

const sizes = [
  { size: "small", historyDays: 400, visits: 100 },
  // A month of the large organization is most of a million rows; of a year only the sums are made.
  { size: "large", historyDays: 30, visits: 60 },
] as const;

async function* listCases(): AsyncGenerator<Case> {
  const stores: (() => Promise<BenchStore>)[] = [async () => embedded];
  if (address) stores.push(() => createPostgresStore(address));
  for (const createStore of stores)
    for (const given of sizes)
      if (!values.size || values.size === given.size) yield { ...given, store: await createStore() };
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => endAll().finally(() => process.exit(1)));

if (!isBuilt()) await build();
const columns: Column[] = [];
try {
  for await (const given of listCases()) {
    console.log(`Measuring: ${given.size}, ${given.store.name}`);
    columns.push(await measure(given));
  }
} finally {
  const machine = `Node ${process.version}, ${availableParallelism()} cores`;
  console.log(`\n${machine}. Times of pages are median / 95th percentile.\n`);
  printTable(columns);
}
if (!address)
  console.log("\nPostgreSQL was not measured: set BENCH_DATABASE_URL=postgres://user@host/database.");
