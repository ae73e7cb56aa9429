import "server-only";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { log } from "@/lib/core/log/log";
import { diskSentences, readDisk } from "@/lib/core/process/disk";
import { backgroundName, type WorkerInput, type WorkerNews } from "./contract";

const workerFile = join(process.cwd(), "lib", "core", "db", "embedded", "worker.mjs");
const inMemory = "memory://";
const watchEveryMs = 1_000;
const maxPauseMs = 30_000;

export type EngineOptions = Pick<WorkerInput, "dataDir" | "address" | "image"> & {
  /** A statement can't be interrupted, so the engine is restarted after this long. */
  statementLimitMs: number;
  /** How long a transaction may wait for its client while others wait for it. */
  idleLimitMs: number;
};

export class Engine {
  readonly #busySince = new BigInt64Array(new SharedArrayBuffer(8));
  #worker: Worker | undefined;
  #watch: NodeJS.Timeout | undefined;
  #isClosing = false;
  #isLimited = true;

  constructor(private readonly options: EngineOptions) {}

  /** @throws Error why the database cannot be opened */
  async start(): Promise<void> {
    await this.#open();
    this.#watch = setInterval(() => this.#look(), watchEveryMs).unref();
  }

  async withoutLimit<T>(work: () => Promise<T>): Promise<T> {
    this.#isLimited = false;
    return work().finally(() => {
      this.#isLimited = true;
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#watch);
    const worker = this.#worker;
    if (!worker) return;
    const gone = new Promise((resolve) => worker.once("exit", resolve));
    worker.postMessage("close");
    await gone;
  }

  async #open(): Promise<void> {
    if (process.platform !== "win32") rmSync(this.options.address, { force: true });
    Atomics.store(this.#busySince, 0, 0n);
    const worker = new Worker(workerFile, {
      name: "database",
      workerData: this.#toInput(),
    });
    await untilReady(worker);
    this.#worker = worker;
    worker.once("exit", () => this.#lose(worker));
    worker.on("error", (cause) => void this.#report("the embedded database failed", { err: cause }));
    worker.on("message", (news: WorkerNews) => {
      if (news.kind === "broken") void this.#report("the embedded database failed", { reason: news.reason });
    });
  }

  #toInput(): WorkerInput {
    const { dataDir, address, image, idleLimitMs } = this.options;
    return { dataDir, address, image, busySince: this.#busySince, backgroundName, idleLimitMs };
  }

  #lose(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (!this.#isClosing) void this.#startAgain();
  }

  /** Retries until it succeeds; meanwhile the database is unavailable. A removed database is never recreated. */
  async #startAgain(): Promise<void> {
    for (let wait = watchEveryMs; !this.#isClosing; wait = Math.min(2 * wait, maxPauseMs)) {
      try {
        if (this.#isRemoved()) throw new Error(`${this.options.dataDir} was removed while it was in use`);
        await this.#open();
        if (this.#isClosing) return void this.#worker?.terminate();
        log.warn("the embedded database is running again");
        return;
      } catch (cause) {
        await this.#report("the embedded database could not be restarted", { err: cause });
      }
      await pause(wait, undefined, { ref: false });
    }
  }

  /** The database itself only says that it gave up, and what an operator can mend is its disk. */
  async #report(message: string, details: { err: unknown } | { reason: string }): Promise<void> {
    if (this.options.dataDir === inMemory) return log.error(details, message);
    const disk = await readDisk(dirname(this.options.dataDir), { isTried: true });
    log.error({ ...details, disk }, disk.fault ? `${message}: ${diskSentences[disk.fault]}` : message);
  }

  #look(): void {
    const since = Atomics.load(this.#busySince, 0);
    const busyMs = since === 0n ? 0 : Number(process.hrtime.bigint() - since) / 1e6;
    const isStuck = this.#isLimited && busyMs > this.options.statementLimitMs;
    if (isStuck) log.error("a statement took too long; restarting the embedded database");
    else if (this.#worker && this.#isRemoved()) log.error("the folder of the embedded database was removed");
    else return;
    void this.#worker?.terminate();
  }

  #isRemoved(): boolean {
    return this.options.dataDir !== inMemory && !existsSync(join(this.options.dataDir, "PG_VERSION"));
  }
}

function untilReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once("message", (news: WorkerNews) =>
      news.kind === "ready" ? resolve() : reject(new Error(news.reason)),
    );
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("its thread ended")));
  });
}
