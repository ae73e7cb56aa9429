import "server-only";

/**
 * Hands values to `write` one after the other, and lets the next be read meanwhile: while the store has a day, the
 * next one comes from the API. There is never more than one on its way.
 */
export class OneBehind<T> {
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly write: (value: T) => Promise<void>) {}

  /** Resolves once the value before was written. @throws what that one threw */
  async put(value: T): Promise<void> {
    await this.#last;
    this.#last = this.write(value);
    this.#last.catch(() => {}); // Whoever puts the next, or ends, hears of it.
  }

  /** @throws what the last one threw */
  async end(): Promise<void> {
    await this.#last;
  }
}
