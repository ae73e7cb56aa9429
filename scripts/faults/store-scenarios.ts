import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import type pg from "pg";
import { toWhole } from "@/lib/sandbox/random";
import { atEnd } from "@/scripts/bench/ends";
import { Cluster, findPostgres } from "./cluster";
import type { FaultsStore, Installation } from "./installation";

const run = promisify(execFile);

export type StoreScenario = {
  missing: () => string | undefined;
  create: () => Promise<{
    store: FaultsStore;
    harm: (installation: Installation, seed: number) => Promise<string[]>;
  }>;
};

const patienceMs = 30_000;

async function expectRefusal(
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

async function hasRecovered(installation: Installation, token: string | undefined): Promise<string[]> {
  let text: string | undefined;
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(500)) {
    text = JSON.stringify(await installation.ask("readSettings", token ? { token } : {}));
    if (text?.includes("idle_minutes")) return [];
  }
  return [`it does not recover: ${text}`];
}

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

const onSmallDisk = (
  harm: (disk: string, installation: Installation) => Promise<string[]>,
): StoreScenario => ({
  missing: () => (userInfo().uid === 0 ? undefined : "only root can mount a disk"),
  create: async () => {
    const disk = await mkdtemp(join(tmpdir(), "castellan-disk-"));
    await run("mount", ["-t", "tmpfs", "-o", "size=200m", "none", disk]);
    atEnd(async () => {
      await run("umount", ["-l", disk]);
      await rm(disk, { recursive: true, force: true });
    });
    const store = { name: "PGlite, disk of its own", settings: { DATA_DIR: join(disk, "data") } };
    return { store, harm: (installation) => harm(disk, installation) };
  },
});

const diskFull = onSmallDisk(async (disk, installation) => {
  const token = await installation.asAdmin();
  const ballast = join(disk, "ballast");
  await run("sh", ["-c", `cat /dev/zero > ${ballast} 2>/dev/null; true`]);
  await installation.passTime(400_000);
  let found = ["changes go on being stored on a full disk"];
  for (let tries = 0; tries < 200 && found.length > 0; tries += 1)
    found = await expectRefusal(installation, token, "changeSettings", { idle_minutes: 30 + (tries % 60) });
  await rm(ballast);
  return [...found, ...(await hasRecovered(installation, token))];
});

export const storeScenarios: Record<string, StoreScenario> = {
  "PostgreSQL crashes and starts again, 3 times": restart,
  "PostgreSQL has no connection to spare": outOfConnections,
  "PostgreSQL fails over to its standby": failOver,
  "the disk is full": diskFull,
};
