import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { launchCastellan } from "@/e2e/castellan";
import { waitForLink } from "@/e2e/open-link";
import { findFreePort, type Program, type Settings } from "@/e2e/processes";
import type { SyncStatus } from "@/lib/across/sync/schema";
import { type ProcessStats, readProcess } from "./process-stats";
import { Visitor } from "./visitor";

const betweenLooksMs = 1_000;

export class Subject {
  #program: Program | undefined;
  #boots = 0;

  private constructor(
    readonly folder: string,
    readonly settings: Settings,
    readonly visitor: Visitor,
  ) {}

  static async create(folder: string, given: Settings): Promise<Subject> {
    const port = String(await findFreePort());
    return new Subject(folder, { ...given, PORT: port }, new Visitor(`http://localhost:${port}`));
  }

  get dataDir(): string {
    return join(this.folder, "data");
  }

  async boot(): Promise<number> {
    const startedAt = performance.now();
    this.#program = launchCastellan(this.folder, this.settings);
    this.#boots += 1;
    await this.#program.waitFor(() => this.#hasFirstPage());
    const bootMs = performance.now() - startedAt;
    // The session outlives the server, which then prints no other link.
    if (!this.visitor.cookie) await this.visitor.signIn(await waitForLink(this.#program));
    return bootMs;
  }

  async #hasFirstPage(): Promise<true | undefined> {
    const answer = await fetch(`${this.visitor.url}/sign-in`).catch(() => undefined);
    return answer?.ok ? true : undefined;
  }

  async watchBackfill(say: (text: string) => void): Promise<void> {
    let wasAtRest = false;
    for (let look = 0; ; look++) {
      const { reports, jobs, isRunning, error } = await this.visitor.read<SyncStatus>("/api/sync");
      if (error) throw new Error(`The sync fails: ${error.code}`);
      const isAtRest =
        !isRunning && reports.done === reports.total && jobs.every(({ finishedAt }) => finishedAt !== null);
      if (isAtRest && wasAtRest) return;
      wasAtRest = isAtRest;
      if (look % 15 === 14) say(`${reports.done} of ${reports.total} days`);
      await pause(betweenLooksMs);
    }
  }

  async readResidentMegabytes(): Promise<number> {
    return (await this.readMetrics())("process_resident_memory_bytes") / 1e6;
  }

  async readMetrics(): Promise<(name: string) => number> {
    const headers = { authorization: `Bearer ${this.settings.METRICS_TOKEN}` };
    const text = await (await fetch(`${this.visitor.url}/api/metrics`, { headers })).text();
    return (name) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  }

  async readProcess(): Promise<ProcessStats | undefined> {
    return this.#program && readProcess(this.#program.pid);
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
    this.#program = undefined;
  }
}
