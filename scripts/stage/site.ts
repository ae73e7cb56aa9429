import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium } from "playwright/test";
import { findBrowser } from "@/e2e/browser";
import { createFolder, launchCastellan, removeFolder } from "@/e2e/castellan";
import { type RunningEmulator, startEmulator } from "@/e2e/emulator";
import { waitForLink } from "@/e2e/open-link";
import { findFreePort, type Program, type Settings } from "@/e2e/processes";
import type { SyncStatus } from "@/lib/across/sync/schema";
import { build, isBuilt } from "@/scripts/build.mjs";
import { atEnd } from "./ends";
import { Visitor } from "./visitor";

const betweenLooksMs = 1_000;

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch(await findBrowser());
  atEnd(() => browser.close());
  return browser;
}

/** The Admin API in a process of its own, with an organization of this size. */
export async function openApi(size: string): Promise<RunningEmulator> {
  const api = await startEmulator(`sk-ant-admin01-${newSecret()}`, size);
  atEnd(api.stop);
  return api;
}

export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** A server in a folder of its own: in front of `api`, or the trial without one. */
export class Site {
  #program: Program | undefined;

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly settings: Settings,
  ) {}

  static async create(settings: Settings, api?: RunningEmulator): Promise<Site> {
    if (!isBuilt()) await build();
    const folder = await createFolder();
    atEnd(() => removeFolder(folder));
    const port = String(await findFreePort());
    const site = new Site(`http://localhost:${port}`, folder, {
      PORT: port,
      ADMIN_API_REQUESTS_PER_MINUTE: "100000",
      NEXTAUTH_SECRET: newSecret(),
      ...(api && { ANTHROPIC_ADMIN_KEY: api.emulator.key, ANTHROPIC_BASE_URL: api.emulator.url }),
      ...settings,
    });
    atEnd(() => site.stop());
    return site;
  }

  get dataDir(): string {
    return join(this.folder, "data");
  }

  get pid(): number {
    return this.#program?.pid ?? Number.NaN;
  }

  /** Returns the milliseconds until the first page. */
  async boot(): Promise<number> {
    const startedAt = performance.now();
    this.#program = launchCastellan(this.folder, this.settings);
    await this.#program.waitFor(async () => {
      const answer = await fetch(`${this.url}/sign-in`).catch(() => undefined);
      return answer?.ok || undefined;
    });
    return performance.now() - startedAt;
  }

  /** As the first admin, with the link that the server prints. The session outlives the server. */
  async signIn(): Promise<Visitor> {
    if (!this.#program) throw new Error("The server doesn't run.");
    return Visitor.signIn(this.url, await waitForLink(this.#program));
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
    this.#program = undefined;
  }
}

/** Until the sync has read all history and, at two looks in a row, does nothing. */
export async function waitForHistory(visitor: Visitor, say?: (text: string) => void): Promise<void> {
  for (let [look, atRest] = [1, 0]; ; look++) {
    const { reports, jobs, isRunning, error } = await visitor.read<SyncStatus>("/api/sync");
    if (error) throw new Error(`The sync fails: ${error.code}`);
    const isBusy = isRunning || reports.done < reports.total || jobs.some((job) => job.finishedAt === null);
    atRest = isBusy ? 0 : atRest + 1;
    if (atRest === 2) return;
    if (look % 15 === 0) say?.(`${reports.done} of ${reports.total} days`);
    await pause(betweenLooksMs);
  }
}
