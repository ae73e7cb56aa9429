import { setTimeout as pause } from "node:timers/promises";
import type { Installation } from "./installation";

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

/** Keeps writing until the store refuses for the first time. */
export async function untilRefused(installation: Installation, token: string | undefined): Promise<string[]> {
  let found = ["changes go on being stored"];
  for (let tries = 0; tries < 200 && found.length > 0; tries += 1)
    found = await expectRefusal(installation, token, "changeSettings", { idle_minutes: 30 + (tries % 60) });
  return found;
}

export async function hasRecovered(installation: Installation, token: string | undefined): Promise<string[]> {
  let text: string | undefined;
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(500)) {
    text = JSON.stringify(await installation.ask("readSettings", token ? { token } : {}));
    if (text?.includes("idle_minutes")) return [];
  }
  return [`it does not recover: ${text}`];
}
