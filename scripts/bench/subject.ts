import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { launchCastellan } from "@/e2e/castellan";
import { findFreePort, Program, type Settings } from "@/e2e/processes";
import type { CostReport } from "@/lib/reports/schema";
import type { SyncStatus } from "@/lib/sync/schema";
import { Visitor } from "./visitor";

const signInLink = /http:\S+\/api\/sign-in-link\?token=[\w-]+/g;
const betweenPagesMs = 100;

export type Backfill = { firstMonthMs: number; wholeMs: number; pageMs: number[] };

/** A Castellan in a folder of its own, started as `npm start` does, and its one visitor. */
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

  /** From the command to the first page, in milliseconds. */
  async boot(): Promise<number> {
    const startedAt = performance.now();
    this.#program = launchCastellan(this.folder, this.settings);
    this.#boots += 1;
    await this.#program.waitFor(() => this.#hasFirstPage());
    const bootMs = performance.now() - startedAt;
    const program = this.#program;
    // The log of all boots is one file, and each link in it opens once.
    const findLink = () => [...new Set(program.output.match(signInLink))][this.#boots - 1];
    await this.visitor.signIn(await program.waitFor(findLink));
    return bootMs;
  }

  async #hasFirstPage(): Promise<true | undefined> {
    const answer = await fetch(`${this.visitor.url}/sign-in`).catch(() => undefined);
    return answer?.ok ? true : undefined;
  }

  /** Visits pages until the whole history is stored; times since the first page. */
  async watchBackfill(): Promise<Backfill> {
    const startedAt = performance.now();
    const pageMs: number[] = [];
    let firstMonthMs: number | undefined;
    let wasAtRest = false;
    for (;;) {
      pageMs.push(await this.visitor.time("/members"));
      if (firstMonthMs === undefined && (await this.#hasFirstMonth()))
        firstMonthMs = performance.now() - startedAt;
      // Between two jobs it is at rest for a moment too.
      const isAtRest = firstMonthMs !== undefined && (await this.#isAtRest());
      if (isAtRest && wasAtRest && firstMonthMs !== undefined)
        return { firstMonthMs, wholeMs: performance.now() - startedAt, pageMs };
      wasAtRest = isAtRest;
      await pause(betweenPagesMs);
    }
  }

  async #hasFirstMonth(): Promise<boolean> {
    return (await this.visitor.read<CostReport>("/api/cost?range=30d")).missingDays === 0;
  }

  async #isAtRest(): Promise<boolean> {
    const { reports, jobs, isRunning, error } = await this.visitor.read<SyncStatus>("/api/sync");
    if (error) throw new Error(`The sync fails: ${error.code}`);
    return (
      !isRunning && reports.done === reports.total && jobs.every(({ finishedAt }) => finishedAt !== null)
    );
  }

  async readResidentMegabytes(): Promise<number> {
    return (await this.#readMetric("process_resident_memory_bytes")) / 1e6;
  }

  /** Of the whole process since its start; unlike the clock it does not see what else the machine does. */
  async readCpuMs(): Promise<number> {
    return (await this.#readMetric("process_cpu_seconds_total")) * 1000;
  }

  async #readMetric(name: string): Promise<number> {
    const headers = { authorization: `Bearer ${this.settings.METRICS_TOKEN}` };
    const text = await (await fetch(`${this.visitor.url}/api/metrics`, { headers })).text();
    const [, value] = new RegExp(`^${name} (\\S+)$`, "m").exec(text) ?? [];
    return Number(value);
  }

  /** While it is stopped: a year out of its newest 30 days, which would take hours to invent. */
  async stretchHistory(): Promise<void> {
    const args = ["--import", "tsx", "--conditions=react-server", "scripts/bench/stretch-history.ts"];
    const settings = { DATA_DIR: join(this.folder, "data"), ...this.settings };
    const program = new Program(args, settings, join(this.folder, "stretch.log"));
    if ((await program.exitCode) !== 0) throw new Error(program.output);
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
    this.#program = undefined;
  }
}
