import "server-only";
import { keepGrants } from "@/lib/account/grants/keep-store";
import { endLostSessions } from "@/lib/account/sessions/lost-store";
import { forgetPeople } from "@/lib/across/retention/forget";
import { settleOrphans } from "@/lib/core/audit/orphans";
import { sumRefusedReads } from "@/lib/core/audit/refused-reads";
import { vacuumTables } from "@/lib/core/db/vacuum";
import { pruneDeliveries } from "@/lib/core/delivery/outbox-store";
import { dayMs, toWindow } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import { collectGarbage } from "@/lib/core/process/collect-garbage";
import { evaluateIfDue } from "@/lib/governance/findings/evaluate";
import { assignChartSlots } from "@/lib/money/reports/rollups/chart-slots";
import { sumLeftovers } from "@/lib/money/reports/rollups/period-sums";

/** How often to look for servers that were killed during an operation, and for hours that are over. */
const orphansMs = 60_000;
const vacuumMs = 3_600_000;

/** What the leading server does besides reading. */
export class Upkeep {
  #hasTakenOver = false;
  #orphansAtMs = performance.now();
  #vacuumAtMs = 0;
  #forgotAtMs = 0;
  #hasWritten = false;
  #hasFirstColors = false;
  #rests = 0;

  /** Finishes what a previous leader left, which may have been killed in the middle of it. */
  async takeOver(): Promise<void> {
    if (!this.#hasTakenOver) await sumLeftovers();
    this.#hasTakenOver = true;
    if (performance.now() - this.#orphansAtMs < orphansMs) return;
    this.#orphansAtMs = performance.now();
    await settleOrphans(new Date());
    await sumRefusedReads();
  }

  loseLead(): void {
    this.#hasTakenOver = false;
  }

  /** Between two jobs, so that suspended grants, findings, and colors don't wait for the history. */
  async judge(nowMs: number): Promise<void> {
    await keepGrants(new Date(nowMs));
    await endLostSessions();
    await evaluateIfDue(nowMs);
    await this.#giveFirstColors(new Date(nowMs));
  }

  noteTask(): void {
    this.#hasWritten = true;
    this.#rests = 0;
  }

  /** Once everything is read, frees memory; after the first sync, then hourly, deletes old messages, vacuums the tables, and gives new things their color. */
  async rest(nowMs: number): Promise<void> {
    this.#rests += 1;
    // Twice, because at the first rest, what was read last is still held.
    if (this.#rests <= 2) collectGarbage();
    await this.#forgetPeople(nowMs);
    if (!this.#hasWritten || nowMs - this.#vacuumAtMs <= vacuumMs) return;
    await pruneDeliveries(new Date(nowMs));
    await vacuumTables();
    await assignChartSlots(new Date(nowMs));
    this.#vacuumAtMs = nowMs;
    this.#hasWritten = false;
  }

  /** Forgets when things were done, because times of a clock that was ahead would hold up the next ones. */
  forgetTimes(): void {
    this.#vacuumAtMs = 0;
    this.#forgotAtMs = 0;
  }

  /** Once the days are read that reports open with: whoever saw a color then keeps it. */
  async #giveFirstColors(now: Date): Promise<void> {
    if (this.#hasFirstColors || (await findLoading([{ report: "cost", ...toWindow(now) }]))) return;
    await assignChartSlots(now);
    this.#hasFirstColors = true;
  }

  /** Daily, or until no one is due. */
  async #forgetPeople(nowMs: number): Promise<void> {
    if (nowMs - this.#forgotAtMs <= dayMs) return;
    if (!(await forgetPeople(new Date(nowMs)))) this.#forgotAtMs = nowMs;
  }
}
