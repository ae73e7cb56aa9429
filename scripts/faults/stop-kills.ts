import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { dayMs } from "@/lib/core/format/calendar";
import { closeSpans } from "@/lib/sandbox/key-records";
import { toWhole } from "@/lib/sandbox/random";
import type { Campaign } from "./campaign";
import type { Installation } from "./installation";
import { countWrites, forgetHolds, query, slowDown, waitForRow, waitUntil } from "./kill-steps";

type Stop = { id: string; state: string | null };

/** What has to be true of each key in the end. */
const once = {
  status: "inactive",
  sent: 1,
  runs: 1,
  state: "succeeded",
  isOfPlan: true,
  intents: 1,
  successes: 1,
  drops: 0,
  seenOutside: 0,
};

const hourMs = 3_600_000;
const quietDays = 3;
const maxWaitMs = 20_000;

/**
 * Replaced keys that have been quiet for days shall stop. Each comes due with the reading of the usage report that is
 * asked for, and the server is killed meanwhile: at any moment, or when the write is at the API.
 */
export const killPlannedStops: Campaign = async (installation, { seed, kills }) => {
  const { api } = installation;
  await avoidMidnight(installation);
  const { keyIds, replacementId } = populate(installation, kills);
  await waitForRow(installation, "select from api_keys where id = $1", [replacementId]);
  await waitForRow(installation, "select from report_days where report = 'usage' offset 7");
  slowDown(installation, seed);
  for (const [kill, keyId] of keyIds.entries()) {
    const before = countWrites(installation);
    await comeDue(installation, { keyId, replacementId });
    if (kill % 2 === 0) await pause(toWhole(0, 1_500, seed, "stop", kill));
    else await waitUntil(() => countWrites(installation) > before);
    await installation.killAndRestart();
    await forgetHolds(installation);
  }
  api.mischief = undefined;
  return judge(installation, await finish(installation), keyIds);
};

/** A day counts as quiet once it was read an hour after its end, so that nothing comes due around midnight. */
async function avoidMidnight(installation: Installation): Promise<void> {
  const hour = new Date(installation.api.nowMs).getUTCHours();
  if (hour >= 1 && hour < 23) return;
  installation.api.passTime(2 * hourMs);
  installation.settings.FAULTS_CLOCK_AHEAD_MS = String(2 * hourMs);
  await installation.killAndRestart();
}

function populate({ api }: Installation, kills: number): { keyIds: string[]; replacementId: string } {
  const { store, keys } = api.sandbox;
  const long = { created_at: new Date(api.nowMs - 30 * dayMs).toISOString() };
  const keyIds = Array.from({ length: kills }, (_, at) => {
    const { id } = keys.add({ ...long, name: `replaced ${at}` });
    const record = store.keys.get(id);
    if (record) closeSpans(record, api.nowMs - quietDays * dayMs);
    return id;
  });
  return { keyIds, replacementId: keys.add({ ...long, name: "replacement" }).id };
}

async function comeDue(
  installation: Installation,
  rotation: { keyId: string; replacementId: string },
): Promise<void> {
  await installation.askAsAdmin("rotateKey", { ...rotation, stopsWhenQuiet: true });
  await installation.askAsAdmin("syncNow", {});
}

/** What a kill prevented comes due again with the next reading. */
async function finish(installation: Installation): Promise<Stop[]> {
  const token = await installation.asAdmin();
  for (const until = Date.now() + 3 * maxWaitMs; ; await pause(1_000)) {
    await installation.ask("syncNow", { ...(token && { token }), operationId: randomUUID() });
    await forgetHolds(installation);
    const stops = await listStops(installation);
    const isOver = stops.every(({ state }) => state === "succeeded");
    if (isOver || Date.now() > until) return stops;
  }
}

function listStops(installation: Installation): Promise<Stop[]> {
  const logged = (which: string) =>
    `(select count(*)::int from audit_log l where l.target_id = r.key_id and ${which})`;
  return query<Stop>(
    installation,
    `select r.key_id as id,
      (select count(*)::int from bulk_rows b where b.target_id = r.key_id) as runs,
      (select min(b.state) from bulk_rows b where b.target_id = r.key_id) as state,
      exists (select from bulk_rows b where b.target_id = r.key_id and b.run_id = r.stop_run_id) as "isOfPlan",
      ${logged("action = 'api_key.deactivate' and phase = 'intent'")} as intents,
      ${logged("action = 'api_key.deactivate' and outcome = 'succeeded'")} as successes,
      ${logged("action = 'api_key.drop_stop'")} as drops,
      (select count(*)::int from changes c where c.noun = 'api_key' and c.target_id = r.key_id
        and c.kind = 'changed') as "seenOutside"
    from key_rotations r`,
  );
}

/** Each key stopped once at the API and once in the activity log, where nothing else says so. */
function judge({ api }: Installation, stops: readonly Stop[], keyIds: readonly string[]): string[] {
  return keyIds.flatMap((id) => {
    const stop = stops.find((one) => one.id === id);
    const is = {
      status: api.sandbox.store.keys.get(id)?.key.status,
      sent: [...api.writes].reduce((sum, [name, times]) => sum + (name.includes(id) ? times : 0), 0),
      ...stop,
    };
    const wrong = Object.entries(once).filter(([name, value]) => Object(is)[name] !== value);
    return wrong.map(
      ([name, value]) => `the stop of ${id}: ${name} is ${Object(is)[name]} instead of ${value}`,
    );
  });
}
