import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { variableNames } from "@/lib/core/env/env-variables";

export type Settings = Record<string, string>;

const stopMs = 15_000;
const pollMs = 100;

export class Program {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;

  constructor(
    args: readonly string[],
    settings: Settings,
    readonly outputFile: string,
  ) {
    const output = openSync(outputFile, "a");
    this.#child = spawn(process.execPath, args, {
      env: { ...process.env, ...toEmpty(variableNames), ...settings },
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    this.#ended = new Promise((resolve) => {
      this.#child.once("exit", (code) => resolve(code));
    });
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  get output(): string {
    return readFileSync(this.outputFile, "utf8");
  }

  get exitCode(): Promise<number | null> {
    return this.#ended;
  }

  /**
   * Waits until `find` returns something.
   * @throws Error with the output if the program ends first
   */
  async waitFor<T>(find: () => T | undefined | Promise<T | undefined>): Promise<T> {
    for (;;) {
      const found = await find();
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`The program has ended.\n${this.output}`);
      await pause(pollMs);
    }
  }

  async stop(signal: NodeJS.Signals = "SIGTERM", maxMs = stopMs): Promise<void> {
    this.#child.kill(signal);
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), maxMs);
    await this.#ended;
    clearTimeout(timer);
  }
}

export function findFreePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

function toEmpty(names: readonly string[]): Settings {
  return Object.fromEntries(names.map((name) => [name, ""]));
}
