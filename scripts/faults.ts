/** `npm run faults [-- --seed 7 --kills 20 --only "first sync"]`: checks Castellan after every kind of failure. */
import { parseArgs } from "node:util";
import { bundleServer, createTemplate } from "./faults/bundle";
import { campaigns } from "./faults/kills";
import { type Finding, runCampaign, runScenario, runStoreScenario, storeScenarios } from "./faults/run";
import { sabotages } from "./faults/sabotages";
import { scenarios } from "./faults/scenarios";
import { endAll } from "./stage/ends";
import { createPostgresStore, embedded, type Store } from "./stage/stores";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    kills: { type: "string", default: "20" },
    only: { type: "string" },
    store: { type: "string" },
    sabotage: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed ?? Date.now() % 100_000);
const address = process.env.FAULTS_DATABASE_URL || process.env.TEST_DATABASE_URL;

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => endAll().finally(() => process.exit(1)));

const stores: (() => Promise<Store>)[] = [];
if (values.store !== "postgres") stores.push(async () => embedded);
if (address && values.store !== "pglite") stores.push(() => createPostgresStore(address));
const isWanted = (name: string) => values.only === undefined || name.includes(values.only);

console.log(`Seed ${seed}: npm run faults -- --seed ${seed} does the same again.`);
const findings: Finding[] = [];
try {
  const template = await createTemplate();
  for (const createStore of stores)
    if (values.sabotage) await runSabotages(template, createStore);
    else await runFaults(template, createStore);
  if (!values.sabotage) await runStoreFaults();
} finally {
  await endAll();
}
console.log();
console.table(
  findings.map(({ name, store, violations, seconds }) => ({
    fault: name,
    store,
    violations: violations.length,
    seconds: Math.round(seconds),
  })),
);
if (!address) console.log("PostgreSQL was left out: set FAULTS_DATABASE_URL=postgres://user@host/database.");
if (findings.some(({ violations }) => violations.length > 0)) process.exitCode = 1;

async function runFaults(template: string, createStore: () => Promise<Store>): Promise<void> {
  const given = { bundle: await bundleServer(), template, createStore, seed };
  for (const name of Object.keys(campaigns).filter(isWanted))
    report(await runCampaign(name, Number(values.kills), given));
  for (const name of Object.keys(scenarios).filter(isWanted)) report(await runScenario(name, given));
}

async function runStoreFaults(): Promise<void> {
  const bundle = await bundleServer();
  for (const [name, { missing }] of Object.entries(storeScenarios).filter(([name]) => isWanted(name))) {
    const finding = await runStoreScenario(name, { bundle, seed });
    if (finding) report(finding);
    else console.log(`Left out: ${name}: ${missing()}.`);
  }
}

/** A comparison that finds nothing proves something only if it finds a product that was broken on purpose. */
async function runSabotages(template: string, createStore: () => Promise<Store>): Promise<void> {
  for (const [name, { change, kind, of, finds }] of Object.entries(sabotages).filter(([name]) =>
    isWanted(name),
  )) {
    const given = { bundle: await bundleServer(change), template, createStore, seed };
    const run = kind === "campaign" ? runCampaign(of, 4, given) : runScenario(of, given);
    const { violations, ...finding } = await run;
    const found = violations.find((violation) => finds.test(violation));
    if (found) console.log(`found ${found}`);
    report({ ...finding, name, violations: found ? [] : ["nobody noticed", ...violations] });
  }
}

function report(finding: Finding): void {
  console.log(`${finding.violations.length === 0 ? "held " : "BROKE"} ${finding.store}: ${finding.name}`);
  // The last one is how the log ends.
  const [shown, rest] = [finding.violations.slice(0, 19), finding.violations.slice(19)];
  for (const violation of [...shown, ...rest.slice(-1)]) console.log(`      ${violation}`);
  findings.push(finding);
}
