/**
 * `npm run bench`: syncs organizations into both databases, measures what people and operators notice, and compares.
 * See docs/bench.md.
 */
import { parseArgs } from "node:util";
import { commitRuns, describeMachine, type Runs, readCommitted } from "./bench/figures";
import { measure, parts } from "./bench/measure";
import { compareFigures, listMissed, printTables } from "./bench/report";
import { endAll, onStage } from "./stage/ends";
import { createPostgresStore, embedded } from "./stage/stores";

const address = process.env.BENCH_DATABASE_URL || process.env.TEST_DATABASE_URL;
const { values } = parseArgs({
  options: {
    size: { type: "string", default: "small,large" },
    store: { type: "string", default: "pglite,postgresql" },
    only: { type: "string", default: parts.map(({ name }) => name).join() },
    days: { type: "string", default: "400" },
    check: { type: "boolean", default: false },
    save: { type: "boolean", default: false },
  },
});

const stores = {
  pglite: async () => embedded,
  postgresql: async () => (address ? createPostgresStore(address) : undefined),
};

async function run(): Promise<Runs> {
  const runs: Runs = {};
  const only = values.only.split(",");
  for (const [kind, createStore] of Object.entries(stores).filter(([kind]) => values.store.includes(kind)))
    for (const size of values.size.split(",")) {
      const store = await createStore();
      if (!store) {
        console.log(`${kind} is left out: set BENCH_DATABASE_URL=postgres://user@host/database.`);
        break;
      }
      const figures = await measure({ size, store, historyDays: Number(values.days), only });
      runs[`${size} on ${store.name}`] = {
        at: new Date().toISOString(),
        machine: describeMachine(),
        figures,
      };
      await endAll();
    }
  return runs;
}

async function report(runs: Runs): Promise<void> {
  const committed = await readCommitted();
  const missed: string[] = [];
  for (const [title, { machine, figures }] of Object.entries(runs)) {
    console.log(`\n${title}`);
    printTables(figures);
    const before = committed[title];
    if (before) {
      const same =
        before.machine === machine ? "the same kind of machine" : `another machine (${before.machine})`;
      console.log(`Against the committed run of ${before.at} on ${same}:`);
      console.table(compareFigures(before.figures, figures));
    }
    missed.push(...listMissed(title.split(" ")[0] ?? "", figures).map((text) => `${title}: ${text}`));
  }
  console.log(`\n${describeMachine()}. ${missed.length} budgets missed.`);
  for (const text of missed) console.log(`  ${text}`);
  if (values.check && missed.length > 0) process.exitCode = 1;
}

await onStage(async () => {
  const runs = await run();
  await report(runs);
  if (values.save) await commitRuns(runs);
});
