import "server-only";
import { AppError } from "@/lib/core/errors/errors";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { addDays, type DayRange, listDays } from "@/lib/core/format/calendar";
import type { PagePart } from "./page-content";
import { joinBlocks, type RowBlock } from "./row-block";

export type DayOfHours = { day: string; rows: RowBlock; unreadable: UnreadableRow[] };

export class HoursInOrder {
  readonly #unkept: string[];
  readonly #end: string;
  #blocks: RowBlock[] = [];
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
  take({ start: startsAt, rows, unreadable }: PagePart): DayOfHours[] {
    if (startsAt === undefined) {
      this.#homeless.push(...unreadable);
      return [];
    }
    // Its day may already be stored, so its data would be lost.
    if (startsAt <= this.#last || startsAt >= this.#end)
      throw new AppError("bad_answer", `the report gave ${startsAt} unasked, twice, or out of order`);
    this.#last = startsAt;
    const days = this.#closeBefore(startsAt.slice(0, 10));
    if (rows) this.#blocks.push(rows);
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
      const unreadable = [...this.#unreadable, ...this.#homeless];
      closed.push({ day: next, rows: joinBlocks(this.#blocks), unreadable });
      this.#blocks = [];
      this.#unreadable = [];
      this.#unkept.shift();
    }
    return closed;
  }
}
