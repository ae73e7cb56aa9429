export type Control = { type: string; name: string; value: string; isTransient: boolean };

const toggles = ["checkbox", "radio"];

/**
 * Tracks which controls differ from when the person first reached them. Searches and typed confirmations don't count,
 * because no one misses them.
 */
export class Edits<Key> {
  readonly #before = new Map<Key, string>();
  readonly #edited = new Set<Key | string>();

  meet(key: Key, { type, value }: Control): void {
    if (!toggles.includes(type) && !this.#before.has(key)) this.#before.set(key, value);
  }

  change(key: Key, { type, name, value, isTransient }: Control): boolean {
    if (!isTransient) {
      const isBack = type === "checkbox" ? this.#edited.has(key) : this.#before.get(key) === value;
      const edited = type === "radio" ? name : key;
      if (isBack) this.#edited.delete(edited);
      else this.#edited.add(edited);
    }
    return this.#edited.size > 0;
  }

  /** Of a button that adds or removes something; nothing tells when it is as it was. */
  press(key: Key): void {
    this.#edited.add(key);
  }
}
