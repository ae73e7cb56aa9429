import "server-only";

/** Writes values one after another and lets the next be read meanwhile, with at most one pending. */
export class WriteBehind<T> {
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly write: (value: T) => Promise<void>) {}

  /**
   * Resolves when the previous value was written.
   * @throws its error
   */
  async put(value: T): Promise<void> {
    await this.#last;
    this.#last = this.write(value);
    this.#last.catch(() => {});
  }

  /** @throws the last value's error */
  async end(): Promise<void> {
    await this.#last;
  }
}
