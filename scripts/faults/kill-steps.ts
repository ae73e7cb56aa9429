import type { Installation } from "./installation";

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
