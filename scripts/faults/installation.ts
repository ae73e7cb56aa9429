import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Settings } from "@/e2e/processes";
import { defaultSandboxKey } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { atEnd } from "@/scripts/stage/ends";
import type { Store } from "@/scripts/stage/stores";
import { compareStore } from "./compare";
import { EmulatedApi } from "./emulated-api";
import { type Call, Server } from "./server";

/** `template`: a folder that an embedded database starts from; otherwise the server creates one. */
type Given = { bundle: string; template?: string | undefined; store: Store; historyDays: number };

const pollMs = 250;
const maxHoldMs = 15 * 60_000;
/** A busy machine needs time, but a difference that no longer changes will not go away. */
const maxSettleMs = 300_000;
const maxUnchanged = 80;

export class Installation {
  server: Server;
  readonly #launch: () => Server;
  readonly #logFile: string;
  /** What is changed here holds from the next start on. */
  readonly settings: Settings;

  private constructor(
    readonly api: EmulatedApi,
    readonly folder: string,
    readonly store: Store,
    readonly historyDays: number,
    bundle: string,
  ) {
    this.settings = {
      DATA_DIR: join(folder, "data"),
      NEXTAUTH_SECRET: "one installation keeps its secret",
      ANTHROPIC_ADMIN_KEY: defaultSandboxKey,
      ANTHROPIC_BASE_URL: api.url,
      ADMIN_API_REQUESTS_PER_MINUTE: "100000",
      SYNC_INTERVAL_SECONDS: "1",
      HISTORY_DAYS: String(historyDays),
      OIDC_ISSUER: "https://id.example",
      OIDC_CLIENT_ID: "castellan",
      OIDC_CLIENT_SECRET: "none",
      LOG_LEVEL: "warn",
      ...store.settings,
    };
    this.#logFile = join(folder, "castellan.log");
    this.#launch = () => new Server(bundle, this.settings, this.#logFile);
    this.server = this.#launch();
  }

  static async create({ bundle, template, store, historyDays }: Given): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), "castellan-faults-"));
    const isInFolder = !store.settings.DATABASE_URL && !store.settings.DATA_DIR;
    if (template && isInFolder) await cp(template, join(folder, "data"), { recursive: true });
    const installation = new Installation(await EmulatedApi.start(), folder, store, historyDays, bundle);
    // Also if the command is interrupted.
    atEnd(() => installation.remove());
    return installation;
  }

  async killAndRestart(): Promise<void> {
    await this.stop();
    this.start();
  }

  async stop(): Promise<void> {
    await this.server.kill();
  }

  start(): void {
    this.server = this.#launch();
  }

  /** Opens a new session as the admin, because a killed server kept none. */
  async asAdmin(): Promise<string | undefined> {
    for (;;) {
      const token = await this.server.ask<string>("signIn", { input: { of: personas.admin } });
      if (token === undefined) return undefined;
      const settings = await this.server.ask<object>("readSettings", { token });
      if (settings && "idle_minutes" in settings) return token;
      await pause(pollMs);
    }
  }

  /** In a new session of the admin. */
  async askAsAdmin<T>(
    name: string,
    input: object,
    operationId: string = randomUUID(),
  ): Promise<T | undefined> {
    const token = await this.asAdmin();
    return this.ask<T>(name, { ...(token && { token }), input, operationId });
  }

  ask<T>(name: string, call?: Call): Promise<T | undefined> {
    return this.server.ask<T>(name, call);
  }

  async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = await this.#connect();
    const { rows } = await client.query<Row>(sql, [...values]);
    await client.end();
    return rows;
  }

  /** Until the sync has stored it. */
  async waitForRow(sql: string, values: readonly unknown[] = []): Promise<void> {
    await this.server.ready;
    while ((await this.query(sql, values)).length === 0) await pause(100);
  }

  #connect() {
    return this.store.connect(join(this.folder, "data"));
  }

  async passTime(passMs: number): Promise<void> {
    this.api.passTime(passMs);
    await this.server.shiftClock({ passMs });
  }

  /** Waits until the store equals the organization, and returns the differences that remain. */
  async settle(): Promise<string[]> {
    if (!(await this.server.ready)) return [`the server does not start: ${await this.readLog()}`];
    const store = await this.#connect().catch(() => undefined);
    if (!store) return ["the store takes no connection"];
    let found = ["nothing was compared"];
    let [last, unchanged, quiet] = [0, 0, 0];
    for (const until = Date.now() + maxSettleMs; found.length > 0 && Date.now() < until; ) {
      // No more requests arrive than the directory takes, so whatever is missing waits for a later time. It passes less and
      // less often, because it makes more work due, which a busy machine would never finish.
      quiet = this.api.requests - last < 5 ? quiet + 1 : 0;
      if (Number.isInteger(Math.log2(quiet))) await this.passTime(maxHoldMs + 60_000);
      last = this.api.requests;
      await pause(4 * pollMs);
      const before = found.join("\n");
      found = await compareStore(this.api, store, this.historyDays).catch((cause) => [String(cause)]);
      unchanged = found.join("\n") === before ? unchanged + 1 : 0;
      if (unchanged === maxUnchanged) break;
    }
    await store.end();
    return [...found, ...(await this.#verifyLog()), ...this.#findSentTwice()];
  }

  async #verifyLog(): Promise<string[]> {
    const report = await this.ask<{ isSound: boolean; text: string }>("verifyLog");
    return report?.isSound ? [] : [`the audit log: ${report?.text}`];
  }

  #findSentTwice(): string[] {
    const twice = [...this.api.writes].filter(([, times]) => times > 1);
    return twice.map(([write, times]) => `sent ${times} times: ${write}`);
  }

  async readLog(length = 2_000): Promise<string> {
    return (await readFile(this.#logFile, "utf8").catch(() => "")).slice(-length);
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.api.stop();
    // A database that was being created may write for another moment.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
