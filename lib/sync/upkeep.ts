import "server-only";
import { settleOrphans } from "@/lib/audit/orphans";
import { sumRefusedReads } from "@/lib/audit/refused-reads";
import { collectGarbage } from "@/lib/collect-garbage";
import { vacuumTables } from "@/lib/db/vacuum";
import { pruneDeliveries } from "@/lib/delivery/outbox-store";
import { evaluateIfDue } from "@/lib/findings/evaluate";
import { keepGrants } from "@/lib/grants/keep-store";
import { assignChartSlots } from "@/lib/reports/rollups/chart-slots";
import { sumLeftovers } from "@/lib/reports/rollups/period-sums";

/** How often to look for servers that were killed during an operation, and for hours that are over. */
const orphansMs = 60_000;
const vacuumMs = 3_600_000;

/** What the leading server does besides reading. */
export class Upkeep {
  #hasTakenOver = false;
  #orphansAtMs = performance.now();
  #vacuumAtMs = 0;
  #hasWritten = false;
  #rests = 0;

  /** What a previous leader left, which may have been killed in the middle of something. */
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

  /** Between two jobs, so that suspended grants and findings don't wait for the history. */
  async judge(nowMs: number): Promise<void> {
    await keepGrants(new Date(nowMs));
    await evaluateIfDue(nowMs);
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
    if (!this.#hasWritten || nowMs - this.#vacuumAtMs <= vacuumMs) return;
    await pruneDeliveries(new Date(nowMs));
    await vacuumTables();
    await assignChartSlots(new Date(nowMs));
    this.#vacuumAtMs = nowMs;
    this.#hasWritten = false;
  }

  /** After a clock was ahead, its times would last as long. */
  forgetTimes(): void {
    this.#vacuumAtMs = 0;
  }
}
