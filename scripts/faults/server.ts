import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Settings } from "@/e2e/processes";
import { variableNames } from "@/lib/core/env/env-variables";

export type Call = { token?: string; input?: object; operationId?: string };

export class Server {
  readonly #child: ChildProcess;
  readonly #waiting: ((line: string | undefined) => void)[] = [];
  readonly ended: Promise<void>;
  readonly ready: Promise<boolean>;
  isEnded = false;

  constructor(bundle: string, settings: Settings, logFile: string) {
    this.#child = spawn(process.execPath, ["--require", "./scripts/faults/clock.cjs", bundle], {
      env: {
        ...process.env,
        ...Object.fromEntries(variableNames.map((name) => [name, ""])),
        NODE_ENV: "production",
        ...settings,
      },
      stdio: ["pipe", "pipe", "pipe", "ipc"],
    });
    const log = createWriteStream(logFile, { flags: "a" });
    this.#child.stderr?.pipe(log);
    this.#child.stdin?.on("error", () => {});
    this.ready = new Promise((resolve) => this.#waiting.push((line) => resolve(line === "ready")));
    this.ended = new Promise((resolve) => {
      // Not "exit", because its output may still be arriving.
      this.#child.once("close", () => {
        this.isEnded = true;
        for (const answer of this.#waiting.splice(0)) answer(undefined);
        resolve();
      });
    });
    const lines = createInterface({ input: this.#child.stdout ?? process.stdin });
    lines.on("line", (line) =>
      line.startsWith('{"level"') ? log.write(`${line}\n`) : this.#waiting.shift()?.(line),
    );
  }

  ask<T>(name: string, { input = {}, ...call }: Call = {}): Promise<T | undefined> {
    if (this.isEnded) return Promise.resolve(undefined);
    const answered = new Promise<T | undefined>((resolve) => {
      this.#waiting.push((line) => resolve(line === undefined ? undefined : JSON.parse(line)));
    });
    this.#child.stdin?.write(`${JSON.stringify({ name, input, ...call })}\n`);
    return answered;
  }

  async shiftClock(shift: { jumpMs?: number; passMs?: number }): Promise<void> {
    const shifted = new Promise((resolve) => this.#child.once("message", resolve));
    this.#child.send(shift);
    await Promise.race([shifted, this.ended]);
  }

  /** The process is stopped, not killed, while `work` runs. */
  async whileHeld(work: () => Promise<unknown>): Promise<void> {
    this.#child.kill("SIGSTOP");
    await work();
    this.#child.kill("SIGCONT");
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    this.#child.kill(signal);
    await this.ended;
  }
}
