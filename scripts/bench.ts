/**
 * `npm run bench`: syncs organizations into both databases, measures what people and operators notice, and compares.
 * See docs/bench.md.
 */
import { budgets, listMissed } from "./bench/budgets";
import { compareFigures, toMeanRatio } from "./bench/compare";
import { endAll } from "./bench/ends";
import type { Runs } from "./bench/figures";
import { createHome, openKeptHome } from "./bench/home";
import { measure } from "./bench/measure";
import { type Options, readOptions, toDays } from "./bench/options";
import { printTable, printTables } from "./bench/print-tables";
import { addRuns, committedFile, describeMachine, lastFile, readRuns } from "./bench/runs";
import { type BenchStore, createPostgresStore, embedded } from "./bench/stores";
import { build, isBuilt } from "./build.mjs";

const address = process.env.BENCH_DATABASE_URL || process.env.TEST_DATABASE_URL;

function fail(cause: unknown): never {
  console.error(cause instanceof Error && cause.cause === undefined ? cause.message : cause);
  process.exit(2);
}

async function run(options: Options): Promise<Runs> {
  const runs: Runs = {};
  for (const store of options.store) {
    if (store === "postgresql" && !address) continue;
    for (const size of options.size) {
      const home = options.keep ? await openKeptHome(`${store}-${size}`) : await createHome();
      const kept = options.keep ? `castellan_bench_kept_${size}` : undefined;
      const opened: BenchStore =
        store === "postgresql" && address ? await createPostgresStore(address, kept) : embedded;
      const given = { size, historyDays: toDays(size, options), home, parts: new Set(options.only) };
      const figures = await measure({ ...given, store: opened });
      const title = `${size} on ${opened.name}`;
      runs[title] = { at: new Date().toISOString(), machine: describeMachine(), figures };
      await addRuns(lastFile, { [title]: runs[title] });
    }
  }
  return runs;
}

async function report(runs: Runs): Promise<boolean> {
  const committed = await readRuns(committedFile);
  printTables(runs);
  for (const [title, { machine, figures }] of Object.entries(runs)) {
    const before = committed[title];
    if (!before) continue;
    const same =
      before.machine === machine ? "the same kind of machine" : `another machine (${before.machine})`;
    const mean = toMeanRatio(before.figures, figures).toFixed(2);
    console.log(`\n${title}, against the committed run of ${before.at} on ${same}: times × ${mean}`);
    const differences = compareFigures(before.figures, figures);
    printTable(differences.map(({ name, ratio, ...one }) => [name, one.before, one.after, ratio.toFixed(2)]));
  }
  const missed = Object.entries(runs).flatMap(([title, { figures }]) =>
    listMissed(title.split(" ")[0] ?? "", figures).map((text) => `${title}: ${text}`),
  );
  console.log(`\n${describeMachine()}. ${budgets.length} budgets, ${missed.length} missed.`);
  for (const text of missed) console.log(`  ${text}`);
  return missed.length === 0;
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => endAll().finally(() => process.exit(1)));

try {
  const options = readOptions(process.argv.slice(2));
  if (!isBuilt()) await build();
  const runs = await run(options);
  const doAllHold = await report(runs);
  if (options.save) await addRuns(committedFile, runs);
  if (!address && options.store.includes("postgresql"))
    console.log("\nPostgreSQL was not measured: set BENCH_DATABASE_URL=postgres://user@host/database.");
  if (options.check && !doAllHold) process.exitCode = 1;
} catch (cause) {
  fail(cause);
}
