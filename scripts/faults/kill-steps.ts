import { setTimeout as pause } from "node:timers/promises";
import { toRatio, toWhole } from "@/lib/sandbox/random";
import { slowWrites } from "./emulated-api";
import type { Installation } from "./installation";

const maxWaitMs = 20_000;

export function countWrites({ api }: Installation): number {
  return [...api.writes.values()].reduce((sum, times) => sum + times, 0);
}

type Kills = { seed: number; kills: number; of: string; from?: number };

/** Kills the server between the rows that it works on, or in the middle of one. */
export async function killBetweenWrites(
  installation: Installation,
  { seed, kills, of, from = 0 }: Kills,
): Promise<void> {
  for (let kill = from; kill < kills; kill += 1) {
    const before = countWrites(installation);
    const wanted = toWhole(0, 2, seed, `${of} row`, kill);
    for (let tries = 0; countWrites(installation) - before < wanted && tries < 400; tries += 1)
      await pause(25);
    await pause(toWhole(0, 120, seed, of, kill));
    await installation.killAndRestart();
    await forgetHolds(installation);
  }
}

export function slowDown({ api }: Installation, seed: number): void {
  api.mischief = slowWrites(() => toRatio(seed, "slow", api.requests) * 40);
}

/** As if half a minute had passed, after which others consider a killed process dead. */
export async function forgetHolds(installation: Installation): Promise<void> {
  await installation.server.ready;
  const store = await installation.connect();
  await store.query(
    "update bulk_rows set started_at = started_at - interval '31 seconds' where state = 'running'",
  );
  await store.query("update operations set beat_at = beat_at - interval '13 seconds'");
  await store.end();
}

export async function query<Row extends object>(
  installation: Installation,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const store = await installation.connect();
  const { rows } = await store.query<Row>(sql, [...values]);
  await store.end();
  return rows;
}

/** Until the sync has stored it. */
export async function waitForRow(
  installation: Installation,
  sql: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await installation.server.ready;
  const store = await installation.connect();
  while (!(await store.query(sql, [...values])).rowCount) await pause(100);
  await store.end();
}

export async function waitUntil(isSo: () => boolean): Promise<void> {
  for (const until = Date.now() + maxWaitMs; !isSo() && Date.now() < until; ) await pause(5);
}
