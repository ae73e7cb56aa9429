import { setTimeout as pause } from "node:timers/promises";
import type { FaultsStore, Installation } from "./installation";

/** A store that can be harmed, and what harms it. Returns what went wrong meanwhile. */
export type StoreScenario = {
  /** Why it cannot be done on this machine, or undefined. */
  missing: () => string | undefined;
  create: () => Promise<{
    store: FaultsStore;
    harm: (installation: Installation, seed: number) => Promise<string[]>;
  }>;
};

/** No request may take longer, and its answer has to name the problem. */
const patienceMs = 30_000;

/** Succeeds if the request is refused and the refusal names the store as its cause. */
export async function expectRefusal(
  installation: Installation,
  token: string | undefined,
  name: string,
  input: object,
): Promise<string[]> {
  const late = pause(patienceMs, "late" as const, { ref: false });
  const answer = await Promise.race([
    installation.ask<object>(name, { ...(token && { token }), input }),
    late,
  ]);
  if (answer === "late") return [`${name} hangs`];
  const text = JSON.stringify(answer);
  return text?.includes('"store_unavailable"') ? [] : [`${name} answers ${text}`];
}

export async function hasRecovered(installation: Installation, token: string | undefined): Promise<string[]> {
  let text: string | undefined;
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(500)) {
    text = JSON.stringify(await installation.ask("readSettings", token ? { token } : {}));
    if (text?.includes("idle_minutes")) return [];
  }
  return [`it does not recover: ${text}`];
}
