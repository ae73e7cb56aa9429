import { setTimeout as pause } from "node:timers/promises";
import { dayMs } from "@/lib/core/format/calendar";
import { closeSpans } from "@/lib/sandbox/key-records";
import type { Installation } from "./installation";
import { forgetHolds, toFault, withinOrAt } from "./kill";

const hourMs = 3_600_000;
const quietDays = 3;

/** What has to be true of each key in the end, at the API and in the activity log. */
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

/** Replaced keys that have been quiet for days shall stop. Each comes due with the reading of usage that is asked for. */
export const killedStops = toFault({
  name: "planned stops",
  // A key is known to be quiet once a whole week was read.
  historyDays: 9,
  prepare: async (installation, kills) => {
    await avoidMidnight(installation);
    const { api } = installation;
    const { store, keys } = api.sandbox;
    const long = { created_at: new Date(api.nowMs - 30 * dayMs).toISOString() };
    const keyIds = Array.from({ length: kills }, (_, at) => {
      const { id } = keys.add({ ...long, name: `replaced ${at}` });
      const record = store.keys.get(id);
      if (record) closeSpans(record, api.nowMs - quietDays * dayMs);
      return id;
    });
    const replacementId = keys.add({ ...long, name: "replacement" }).id;
    await installation.waitForRow("select from api_keys where id = $1", [replacementId]);
    await installation.waitForRow("select from report_days where report = 'usage' offset 7");
    return { keyIds, replacementId };
  },
  before: async (installation, { keyIds, replacementId }, kill) => {
    const rotation = { keyId: keyIds[kill], replacementId, stopsWhenQuiet: true };
    await installation.askAsAdmin("rotateKey", rotation);
  },
  act: (installation) => installation.askAsAdmin("syncNow", {}),
  moment: withinOrAt(1_500, ({ api }) => api.countWrites()),
  promise: async (installation, { keyIds }) => {
    const stops = await finish(installation);
    return keyIds.flatMap((id) => {
      const status = installation.api.sandbox.store.keys.get(id)?.key.status;
      const stop = { status, sent: installation.api.countWrites(id), ...stops.find((one) => one.id === id) };
      return Object.entries(once)
        .map(([name, value]) => ({ name, value, is: Object(stop)[name] }))
        .filter(({ value, is }) => is !== value)
        .map(({ name, value, is }) => `the stop of ${id}: ${name} is ${is} instead of ${value}`);
    });
  },
});

/** A day counts as quiet once it was read an hour after its end, so that nothing comes due around midnight. */
async function avoidMidnight(installation: Installation): Promise<void> {
  const hour = new Date(installation.api.nowMs).getUTCHours();
  if (hour >= 1 && hour < 23) return;
  installation.api.passTime(2 * hourMs);
  installation.settings.FAULTS_CLOCK_AHEAD_MS = String(2 * hourMs);
  await installation.killAndRestart();
}

type Stop = { id: string; state: string | null };

/** What a kill prevented comes due again with the next reading. */
async function finish(installation: Installation): Promise<Stop[]> {
  for (const until = Date.now() + 60_000; ; await pause(1_000)) {
    await installation.askAsAdmin("syncNow", {});
    await forgetHolds(installation);
    const stops = await installation.query<Stop>(stopsSql);
    if (stops.every(({ state }) => state === "succeeded") || Date.now() > until) return stops;
  }
}

const logged = "select count(*)::int from audit_log l where l.target_id = r.key_id and action =";
const stopsSql = `select r.key_id as id,
  (select count(*)::int from bulk_rows b where b.target_id = r.key_id) as runs,
  (select min(b.state) from bulk_rows b where b.target_id = r.key_id) as state,
  exists (select from bulk_rows b where b.target_id = r.key_id and b.run_id = r.stop_run_id) as "isOfPlan",
  (${logged} 'api_key.deactivate' and phase = 'intent') as intents,
  (${logged} 'api_key.deactivate' and outcome = 'succeeded') as successes,
  (${logged} 'api_key.drop_stop') as drops,
  (select count(*)::int from changes c where c.noun = 'api_key' and c.target_id = r.key_id
    and c.kind = 'changed') as "seenOutside"
  from key_rotations r`;
