/** As far as it matters here, an element that a person enters something into. */
export type Control = { type: string; name: string; value: string; isTransient: boolean };

const toggles = ["checkbox", "radio"];

/**
 * Which controls of a form hold something else than when the person came to them. A search and a typed confirmation
 * are transient: nobody misses them.
 */
export class Edits<Key> {
  readonly #before = new Map<Key, string>();
  readonly #edited = new Set<Key | string>();

  /** The person comes to a control. */
  meet(key: Key, { type, value }: Control): void {
    if (!toggles.includes(type) && !this.#before.has(key)) this.#before.set(key, value);
  }

  /** The person has changed a control. Answers whether any of them is edited. */
  change(key: Key, { type, name, value, isTransient }: Control): boolean {
    if (!isTransient) {
      const isBack = type === "checkbox" ? this.#edited.has(key) : this.#before.get(key) === value;
      const edited = type === "radio" ? name : key;
      if (isBack) this.#edited.delete(edited);
      else this.#edited.add(edited);
    }
    return this.#edited.size > 0;
  }
}
