import { clusterScenarios } from "./cluster-scenarios";
import { diskScenarios } from "./disk-scenarios";
import { type FaultsStore, Installation } from "./installation";
import { campaigns } from "./kills";
import { cutOff, scenarios } from "./scenarios";
import type { StoreScenario } from "./store-scenario";

export type Finding = { name: string; store: string; violations: string[]; seconds: number };
export type Given = {
  bundle: string;
  template?: string | undefined;
  createStore: () => Promise<FaultsStore>;
  seed: number;
};

export const storeScenarios: Record<string, StoreScenario> = { ...clusterScenarios, ...diskScenarios };

/** A key is known to be quiet once a whole week was read. */
const longHistories: Record<string, number> = { "planned stops": 9 };

/** Kills Castellan `kills` times, lets it finish undisturbed, and compares. */
export function runCampaign(name: string, kills: number, { template, ...given }: Given): Promise<Finding> {
  const isFirst = name === "first sync";
  // The first start, which creates and migrates the database, is killed as well.
  const begun = isFirst ? given : { ...given, template };
  const historyDays = isFirst ? 2 * kills : (longHistories[name] ?? 3);
  return run(`kill -9, ${name}, ${kills} times`, historyDays, begun, async (installation) => {
    return (await campaigns[name]?.(installation, { seed: given.seed, kills })) ?? [];
  });
}

export function runScenario(name: string, given: Given): Promise<Finding> {
  // Settled days are included, because no sync reads them again; a revised day stays revisable for another week.
  return run(name, name.includes("revised") ? 14 : 8, given, async (installation) => {
    await scenarios[name]?.(installation, given.seed);
    return [];
  });
}

/** A little of everything that one installation can meet, for `npm test`. */
export function runBriefly(given: Given): Promise<Finding> {
  const { seed } = given;
  return run("a little of everything", 4, given, async (installation) => {
    await cutOff(40)(installation, seed);
    await campaigns["first sync"]?.(installation, { seed, kills: 2 });
    const found = await installation.settle();
    await campaigns["single writes"]?.(installation, { seed, kills: 2 });
    return found;
  });
}

export async function runStoreScenario(
  name: string,
  given: Omit<Given, "createStore">,
): Promise<Finding | undefined> {
  const scenario = storeScenarios[name];
  if (!scenario || scenario.missing()) return undefined;
  const { store, harm } = await scenario.create();
  return run(name, 6, { ...given, createStore: async () => store }, (installation) =>
    harm(installation, given.seed),
  );
}

async function run(
  name: string,
  historyDays: number,
  { bundle, template, createStore }: Given,
  disturb: (installation: Installation) => Promise<string[]>,
): Promise<Finding> {
  const startedAt = performance.now();
  const store = await createStore();
  const installation = await Installation.create({ bundle, template, store, historyDays });
  let violations: string[];
  try {
    violations = await disturb(installation);
    violations.push(...(await installation.settle()));
    if (violations.length > 0) violations.push(`Its log ends: ${await installation.readLog()}`);
  } finally {
    await installation.remove();
  }
  return { name, store: store.name, violations, seconds: (performance.now() - startedAt) / 1000 };
}
