import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { toQuantile } from "./figures";

/** Repeats a request that costs the server nothing, to measure how long anyone would wait. */
export class Prober {
  readonly #times: number[] = [];
  #isOver = false;
  readonly #ended: Promise<void>;

  constructor(
    url: string,
    private readonly betweenMs: number,
  ) {
    this.#ended = this.#run(`${url}/api/health/live`);
    // Whoever stops it learns of a failure; until then, it must not end the bench, which has servers to stop.
    this.#ended.catch(() => {});
  }

  async stop(quantile: number): Promise<number> {
    this.#isOver = true;
    await this.#ended;
    return toQuantile(this.#times, quantile);
  }

  async #run(address: string): Promise<void> {
    while (!this.#isOver) {
      const startedAt = performance.now();
      await (await fetch(address)).arrayBuffer();
      this.#times.push(performance.now() - startedAt);
      await pause(this.betweenMs);
    }
  }
}

/** What the process holds, or NaN on a machine without /proc. */
export async function readMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}

/** How much more memory the process held at most than before. PostgreSQL is a process of its own. */
export async function watchMegabytes<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ done: T; grown: number }> {
  const before = await readMegabytes(pid);
  let most = before;
  const watching = setInterval(async () => {
    most = Math.max(most, await readMegabytes(pid));
  }, 50);
  const done = await work().finally(() => clearInterval(watching));
  return { done, grown: most - before };
}
