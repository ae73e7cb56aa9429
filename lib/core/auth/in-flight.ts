import "server-only";

/** Bounds the sign-ins under way, because each may wait for a provider. */
export class InFlight {
  #all = 0;
  #byKey = new Map<string, number>();

  constructor(private readonly most: { all: number; perKey: number }) {}

  async run<T>(key: string, work: () => Promise<T>): Promise<T | null> {
    const own = this.#byKey.get(key) ?? 0;
    if (this.#all >= this.most.all || own >= this.most.perKey) return null;
    this.#all += 1;
    this.#byKey.set(key, own + 1);
    try {
      return await work();
    } finally {
      this.#all -= 1;
      const left = (this.#byKey.get(key) ?? 1) - 1;
      if (left > 0) this.#byKey.set(key, left);
      else this.#byKey.delete(key);
    }
  }
}
