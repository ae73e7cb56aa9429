import { setTimeout as pause } from "node:timers/promises";

/** Repeats a request that costs the server nothing, to measure how long anyone would wait. */
export class Prober {
  readonly times: number[] = [];
  #isOver = false;
  readonly #ended: Promise<void>;

  constructor(
    url: string,
    private readonly betweenMs: number,
  ) {
    this.#ended = this.#run(`${url}/api/health/live`);
    // Whoever stops it hears of a failure; until then, it must not end the bench, which has servers to stop.
    this.#ended.catch(() => {});
  }

  async stop(): Promise<number[]> {
    this.#isOver = true;
    await this.#ended;
    return this.times;
  }

  async #run(address: string): Promise<void> {
    while (!this.#isOver) {
      const startedAt = performance.now();
      await (await fetch(address)).arrayBuffer();
      this.times.push(performance.now() - startedAt);
      await pause(this.betweenMs);
    }
  }
}
