import { setTimeout as pause } from "node:timers/promises";
import type { RunningEmulator } from "@/e2e/emulator";
import type { Note, Unit } from "./figures";
import { noteQuantiles } from "./figures";
import { countLeastRequests } from "./least-requests";
import { Prober } from "./prober";
import { type ProcessStats, readProcess } from "./process-stats";
import type { Subject } from "./subject";

const betweenProbesMs = 20;
const restMs = 30_000;

type Given = {
  subject: Subject;
  running: RunningEmulator;
  historyDays: number;
  note: Note;
  say: (text: string) => void;
};

export async function measureFirstSync({ subject, running, historyDays, note, say }: Given): Promise<void> {
  const { emulator } = running;
  await subject.readMetrics();
  const before = { own: await subject.readProcess(), emulator: await readProcess(running.pid) };
  const prober = new Prober(subject.visitor.url, betweenProbesMs);
  const startedAt = performance.now();
  await subject.watchBackfill(say);
  note("first sync", "time", (performance.now() - startedAt) / 1000, "s");
  noteQuantiles(
    (measure, value, unit) => note("health during the sync", measure, value, unit),
    await prober.stop(),
    ["p50", "p90", "p95", "p99", "max"],
  );
  await noteServer(subject, note);
  const requests = await emulator.countRequests();
  noteCpu(
    (measure, value, unit) => note("first sync", measure, value, unit),
    [
      ["CPU of the server", before.own, await subject.readProcess()],
      ["CPU of the emulated API", before.emulator, await readProcess(running.pid)],
    ],
  );
  say("counts the least requests");
  const least = await countLeastRequests(emulator, historyDays);
  note("first sync", "requests", requests, "requests");
  note("first sync", "least requests", least, "requests");
  note("first sync", "requests of the least", requests / least, "×");
  await pause(restMs);
  const metrics = await subject.readMetrics();
  note("memory", "after a rest", metrics("process_resident_memory_bytes") / 1e6, "MB");
  note("store", "size", metrics("castellan_store_bytes") / 1e6, "MB");
}

async function noteServer(subject: Subject, note: Note): Promise<void> {
  const metrics = await subject.readMetrics();
  for (const quantile of ["p50", "p90", "p99", "max"]) {
    const seconds = metrics(`nodejs_eventloop_lag_${quantile}_seconds`);
    note("event loop during the sync", quantile, seconds * 1000, "ms");
  }
  note("memory", "after the sync", metrics("process_resident_memory_bytes") / 1e6, "MB");
  const stats = await subject.readProcess();
  if (stats) note("memory", "most during the sync", stats.peakMegabytes, "MB");
}

type Used = [measure: string, before: ProcessStats | undefined, after: ProcessStats | undefined];

function noteCpu(note: (measure: string, value: number, unit: Unit) => void, all: readonly Used[]): void {
  for (const [measure, before, after] of all)
    if (before && after) note(measure, after.cpuSeconds - before.cpuSeconds, "s");
}
