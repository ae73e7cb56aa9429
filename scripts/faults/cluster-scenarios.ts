import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { toWhole } from "@/lib/sandbox/random";
import { atEnd } from "@/scripts/stage/ends";
import { Cluster, findPostgres } from "./cluster";
import type { Installation } from "./installation";
import { expectRefusal, hasRecovered, type StoreScenario } from "./store-scenario";

const onCluster = (
  harm: (cluster: Cluster, installation: Installation, seed: number) => Promise<string[]>,
): StoreScenario => ({
  missing: () => (findPostgres() ? undefined : "there is no PostgreSQL on this machine"),
  create: async () => {
    const cluster = await Cluster.start({ max_connections: "25" });
    atEnd(() => cluster.remove());
    const store = { name: "PostgreSQL, its own", settings: { DATABASE_URL: cluster.url } };
    return { store, harm: (installation, seed) => harm(cluster, installation, seed) };
  },
});

const restart = onCluster(async (cluster, installation, seed) => {
  const token = await installation.asAdmin();
  const found: string[] = [];
  for (let time = 0; time < 3; time += 1) {
    await installation.passTime(400_000);
    await pause(toWhole(100, 900, seed, "restart", time));
    await cluster.stop();
    found.push(...(await expectRefusal(installation, token, "readSettings", {})));
    found.push(...(await expectRefusal(installation, token, "changeSettings", { idle_minutes: 50 })));
    await cluster.restart({ max_connections: "25" });
    found.push(...(await hasRecovered(installation, token)));
  }
  return found;
});

const outOfConnections = onCluster(async (cluster, installation) => {
  const token = await installation.asAdmin();
  const own = await cluster.connect();
  const held: pg.Client[] = [];
  for (let count = 0; count < 40; count += 1) {
    // A restarted server drops the open connections too.
    await own.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'castellan%'",
    );
    const client = await cluster.tryConnect();
    if (client) held.push(client);
  }
  const found = await expectRefusal(installation, token, "readSettings", {});
  await Promise.all(held.map((client) => client.end()));
  await own.end();
  return [...found, ...(await hasRecovered(installation, token))];
});

const failOver = onCluster(async (cluster, installation, seed) => {
  await cluster.follow();
  const token = await installation.asAdmin();
  await installation.passTime(400_000);
  await pause(toWhole(100, 900, seed, "fail over"));
  await cluster.failOver();
  return hasRecovered(installation, token);
});

export const clusterScenarios: Record<string, StoreScenario> = {
  "PostgreSQL crashes and starts again, 3 times": restart,
  "PostgreSQL has no connection to spare": outOfConnections,
  "PostgreSQL fails over to its standby": failOver,
};
