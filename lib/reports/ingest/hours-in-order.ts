import "server-only";
import { addDays, type DayRange, listDays } from "@/lib/calendar";
import { AppError } from "@/lib/errors";
import { readRows, type UnreadableRow } from "@/lib/unreadable-row";
import { readBucket, readStart } from "./bucket";
import { hour, hourBucket, hourRow, type UsageHourRow } from "./response-schema";

export type DayOfHours = { day: string; rows: UsageHourRow[]; unreadable: UnreadableRow[] };

export class HoursInOrder {
  readonly #unkept: string[];
  readonly #end: string;
  #rows: UsageHourRow[] = [];
  #unreadable: UnreadableRow[] = [];
  /** Buckets with an unreadable hour: they belong to the day before the next readable one, or to that day. */
  #homeless: UnreadableRow[] = [];
  #last: string;

  constructor(window: DayRange) {
    this.#unkept = listDays(window);
    this.#last = new Date(Date.parse(window.from) - 1).toISOString();
    this.#end = `${addDays(window.to, 1)}T`;
  }

  /**
   * @returns the days completed by this bucket;
   * @throws AppError if it is out of order
   */
  async take(told: unknown): Promise<DayOfHours[]> {
    const startsAt = readStart(hour, told);
    if (startsAt === undefined) {
      this.#homeless.push(...readRows(hourBucket, [told], []).unreadable);
      return [];
    }
    // Its day may already be stored, so its data would be lost.
    if (startsAt <= this.#last || startsAt >= this.#end)
      throw new AppError("bad_answer", `the report gave ${startsAt} unasked, twice, or out of order`);
    this.#last = startsAt;
    const days = this.#closeBefore(startsAt.slice(0, 10));
    const { rows, unreadable } = await readBucket(hourBucket, hourRow, told);
    for (const row of rows ?? []) this.#rows.push({ ...row, startsAt });
    this.#unreadable.push(...this.#homeless, ...unreadable);
    this.#homeless = [];
    return days;
  }

  end(): DayOfHours[] {
    return this.#closeBefore(this.#end);
  }

  #closeBefore(day: string): DayOfHours[] {
    const closed: DayOfHours[] = [];
    for (let next = this.#unkept[0]; next && next < day; next = this.#unkept[0]) {
      closed.push({ day: next, rows: this.#rows, unreadable: [...this.#unreadable, ...this.#homeless] });
      this.#rows = [];
      this.#unreadable = [];
      this.#unkept.shift();
    }
    return closed;
  }
}
