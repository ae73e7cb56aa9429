import { setTimeout as pause } from "node:timers/promises";
import type { Installation } from "./installation";

const maxWaitMs = 20_000;

export function countWrites({ api }: Installation): number {
  return [...api.writes.values()].reduce((sum, times) => sum + times, 0);
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
