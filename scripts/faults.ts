/** `npm run faults [-- --seed 7 --kills 20 --only "first sync"]`: checks Castellan after every kind of failure. */
import { parseArgs } from "node:util";
import { bundleServer, createTemplate } from "./faults/bundle";
import { type Finding, faults, runFault } from "./faults/run";
import { sabotages } from "./faults/sabotages";
import { storeFaults } from "./faults/store-faults";
import { onStage } from "./stage/ends";
import { createPostgresStore, embedded, type Store } from "./stage/stores";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 100_000) },
    kills: { type: "string", default: "20" },
    only: { type: "string", default: "" },
    sabotage: { type: "boolean", default: false },
  },
});
const given = { seed: Number(values.seed), kills: Number(values.kills) };
const address = process.env.FAULTS_DATABASE_URL || process.env.TEST_DATABASE_URL;
const isWanted = ({ name }: { name: string }) => name.includes(values.only);
const findings: Finding[] = [];

async function runFaults(bundle: string, template: string): Promise<void> {
  const stores: (() => Promise<Store>)[] = [async () => embedded];
  if (address) stores.push(() => createPostgresStore(address));
  for (const createStore of stores)
    for (const fault of faults.filter(isWanted))
      report(await runFault(fault, { ...given, bundle, template, store: await createStore() }));
  for (const { name, missing, open } of storeFaults.filter(isWanted)) {
    const reason = missing(address);
    if (reason) console.log(`Left out: ${name}: ${reason}.`);
    else {
      const { store, disturb } = await open(address ?? "");
      report(await runFault({ name, historyDays: 6, disturb }, { ...given, bundle, template, store }));
    }
  }
  if (!address)
    console.log("PostgreSQL was left out: set FAULTS_DATABASE_URL=postgres://user@host/database.");
}

/** A comparison that finds nothing proves something only if it finds a product that was broken on purpose. */
async function runSabotages(template: string): Promise<void> {
  for (const { name, change, of, finds } of sabotages.filter(isWanted)) {
    const fault = faults.find((each) => each.name === of);
    if (!fault) throw new Error(`There is no fault ${of}.`);
    const stage = { ...given, kills: 4, bundle: await bundleServer(change), template, store: embedded };
    const { violations, ...finding } = await runFault(fault, stage);
    const found = violations.find((violation) => finds.test(violation));
    if (found) console.log(`found ${found}`);
    report({ ...finding, name, violations: found ? [] : ["nobody noticed", ...violations] });
  }
}

function report(finding: Finding): void {
  const { name, store, violations } = finding;
  console.log(`${violations.length === 0 ? "held " : "BROKE"} ${store}: ${name}`);
  // The last one is how the log ends.
  for (const violation of [...violations.slice(0, 19), ...violations.slice(19).slice(-1)])
    console.log(`      ${violation}`);
  findings.push(finding);
}

console.log(`Seed ${given.seed}: npm run faults -- --seed ${given.seed} does the same again.`);
await onStage(async () => {
  const template = await createTemplate();
  if (values.sabotage) await runSabotages(template);
  else await runFaults(await bundleServer(), template);
});
console.table(findings.map(({ violations, ...finding }) => ({ ...finding, violations: violations.length })));
if (findings.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
