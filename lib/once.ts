import "server-only";

const keptKey = Symbol.for("castellan.once");

/**
 * Returns the one value kept under `key` in this process, creating it on first use.
 * Next bundles pages and route handlers apart, so module state exists twice; `globalThis` does not.
 */
export function once<T>(key: string, create: () => T): T {
  const values = kept();
  if (!values.has(key)) values.set(key, create());
  return values.get(key) as T; // Sound: only create() of this key writes here.
}

/** Like `once`, for a promise: a rejected attempt is forgotten, so that the next caller tries again. */
export function oncePromise<T>(key: string, create: () => Promise<T>): Promise<T> {
  return once(key, () => {
    const attempt = create().catch((cause) => {
      if (kept().get(key) === attempt) forget(key);
      throw cause;
    });
    return attempt;
  });
}

/** Drops the value kept under `key`. Closing what it held is the caller's business. */
export function forget(key: string): void {
  kept().delete(key);
}

function kept(): Map<string, unknown> {
  const holder = globalThis as { [keptKey]?: Map<string, unknown> };
  holder[keptKey] ??= new Map();
  return holder[keptKey];
}
