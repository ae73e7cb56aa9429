import type { Store } from "@/scripts/stage/stores";
import { apiFaults } from "./api-faults";
import type { Fault, Given } from "./fault";
import { Installation } from "./installation";
import { kills } from "./kills";

export type Finding = { name: string; store: string; violations: string[]; seconds: number };
export type Stage = Given & { bundle: string; template: string; store: Store };

export const faults: Fault[] = [...kills, ...apiFaults];

/** Disturbs an installation, lets it finish in peace, and compares its store with the organization. */
export async function runFault(fault: Fault, stage: Stage): Promise<Finding> {
  const { name, historyDays, isFromStart, disturb } = fault;
  const { store, template, bundle } = stage;
  const startedAt = performance.now();
  const begun = isFromStart ? { bundle } : { bundle, template };
  const installation = await Installation.create({ ...begun, store, historyDays });
  try {
    const violations = [...(await disturb(installation, stage)), ...(await installation.settle())];
    if (violations.length > 0) violations.push(`Its log ends: ${await installation.readLog()}`);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { name, store: store.name, violations, seconds };
  } finally {
    await installation.remove();
  }
}
