import { setTimeout as pause } from "node:timers/promises";
import { waitForHistory } from "@/scripts/stage/site";
import { countLeastRequests } from "./least-requests";
import type { Bench } from "./part";
import { Prober, readMegabytes } from "./probes";

const betweenProbesMs = 20;
const restMs = 30_000;

type Given = Omit<Bench, "people" | "client">;

export async function measureFirstSync({ api, site, admin, historyDays, note, say }: Given): Promise<void> {
  const prober = new Prober(site.url, betweenProbesMs);
  const startedAt = performance.now();
  await waitForHistory(admin, say);
  note("first sync", "time", (performance.now() - startedAt) / 1000, "s");
  note("health during the sync", "p99", await prober.stop(0.99), "ms");
  note("memory", "after the sync", await readMegabytes(site.pid), "MB");
  const requests = await api.emulator.countRequests();
  say("counts the least requests");
  const least = await countLeastRequests(api.emulator, historyDays);
  note("first sync", "requests", requests, "requests");
  note("first sync", "requests of the least", requests / least, "×");
  await pause(restMs);
  note("memory", "after a rest", await readMegabytes(site.pid), "MB");
}
