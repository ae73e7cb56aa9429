import "server-only";

/** Of rows that wait to be written. A page with many days is held in memory anyway. */
const mostBytes = 16_000_000;

type Sized = { rows: { text: Uint8Array } | null };

/** Writes days one after another and lets the next ones be read meanwhile. */
export class WriteBehind<Day extends Sized> {
  #last: Promise<void> = Promise.resolve();
  #waiting: { bytes: number; isWritten: Promise<void> }[] = [];
  #failure: { cause: unknown } | undefined;

  constructor(private readonly write: (day: Day) => Promise<void>) {}

  /**
   * Resolves when there is room for another day.
   * @throws the error of an earlier one
   */
  async put(day: Day): Promise<void> {
    if (this.#failure) throw this.#failure.cause;
    const isWritten = this.#last.then(() => this.write(day));
    isWritten.catch((cause) => {
      this.#failure = { cause };
    });
    this.#last = isWritten;
    const waiting = { bytes: day.rows?.text.byteLength ?? 0, isWritten };
    this.#waiting.push(waiting);
    isWritten.finally(() => this.#waiting.splice(this.#waiting.indexOf(waiting), 1)).catch(() => {});
    while (this.#countBytes() > mostBytes) await this.#waiting[0]?.isWritten;
  }

  /** @throws the error of the first day that couldn't be written; no later one was */
  async end(): Promise<void> {
    await this.#last;
  }

  #countBytes(): number {
    return this.#waiting.reduce((total, { bytes }) => total + bytes, 0);
  }
}
