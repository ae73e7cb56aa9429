import "server-only";

export class Table<T> {
  readonly #records = new Map<string, T>();
  #listed: T[] | undefined;

  constructor(
    readonly toRecordId: (record: T) => string,
    readonly toTime: (record: T) => string,
  ) {}

  get(id: string): T | undefined {
    return this.#records.get(id);
  }

  has(id: string): boolean {
    return this.#records.has(id);
  }

  put(record: T): T {
    this.#records.set(this.toRecordId(record), record);
    this.#listed = undefined;
    return record;
  }

  remove(id: string): void {
    this.#records.delete(id);
    this.#listed = undefined;
  }

  list(): readonly T[] {
    this.#listed ??= [...this.#records.values()].sort((one, other) => {
      const [left, right] = [this.toTime(one), this.toTime(other)];
      return left < right ? 1 : left > right ? -1 : 0;
    });
    return this.#listed;
  }
}
