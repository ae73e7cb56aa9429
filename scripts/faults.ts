/** `npm run faults [-- --seed 7 --kills 20 --only "first sync"]`: checks Castellan after every kind of failure. */
import { parseArgs } from "node:util";
import { endAll } from "./bench/ends";
import { type BenchStore, createPostgresStore, embedded } from "./bench/stores";
import { bundleServer, createTemplate } from "./faults/bundle";
import { campaigns } from "./faults/kills";
import { type Finding, runCampaign, runScenario, runStoreScenario } from "./faults/run";
import { scenarios } from "./faults/scenarios";
import { storeScenarios } from "./faults/store-scenarios";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    kills: { type: "string", default: "20" },
    only: { type: "string" },
    store: { type: "string" },
  },
});
const seed = Number(values.seed ?? Date.now() % 100_000);
const address = process.env.FAULTS_DATABASE_URL || process.env.TEST_DATABASE_URL;

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => endAll().finally(() => process.exit(1)));

const stores: (() => Promise<BenchStore>)[] = [];
if (values.store !== "postgres") stores.push(async () => embedded);
if (address && values.store !== "pglite") stores.push(() => createPostgresStore(address));
const isWanted = (name: string) => values.only === undefined || name.includes(values.only);

console.log(`Seed ${seed}: npm run faults -- --seed ${seed} does the same again.`);
const findings: Finding[] = [];
try {
  const [bundle, template] = [await bundleServer(), await createTemplate()];
  for (const createStore of stores) {
    const given = { bundle, template, createStore, seed };
    for (const name of Object.keys(campaigns).filter(isWanted))
      findings.push(report(await runCampaign(name, Number(values.kills), given)));
    for (const name of Object.keys(scenarios).filter(isWanted))
      findings.push(report(await runScenario(name, given)));
  }
  for (const [name, { missing }] of Object.entries(storeScenarios).filter(([name]) => isWanted(name))) {
    const finding = await runStoreScenario(name, { bundle, seed });
    if (finding) findings.push(report(finding));
    else console.log(`Left out: ${name}: ${missing()}.`);
  }
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

function report(finding: Finding): Finding {
  console.log(`${finding.violations.length === 0 ? "held " : "BROKE"} ${finding.store}: ${finding.name}`);
  for (const violation of finding.violations.slice(0, 20)) console.log(`      ${violation}`);
  return finding;
}
