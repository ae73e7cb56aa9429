import "server-only";

const keptKey = Symbol.for("castellan.once");

/** Next bundles pages and route handlers separately, so module state exists twice; `globalThis` doesn't. */
export function processSingleton<T>(key: string, create: () => T): T {
  const values = kept();
  if (!values.has(key)) values.set(key, create());
  return values.get(key) as T; // Sound: only create() of this key writes here.
}

/** Forgets a rejected attempt, so that the next caller tries again. */
export function processPromise<T>(key: string, create: () => Promise<T>): Promise<T> {
  return processSingleton(key, () => {
    const attempt = create().catch((cause) => {
      if (kept().get(key) === attempt) forget(key);
      throw cause;
    });
    return attempt;
  });
}

/** The caller must close what it held. */
export function forget(key: string): void {
  kept().delete(key);
}

/** For tests, whose files share a process. */
export function forgetAll(): void {
  kept().clear();
}

function kept(): Map<string, unknown> {
  const holder = globalThis as { [keptKey]?: Map<string, unknown> };
  holder[keptKey] ??= new Map();
  return holder[keptKey];
}
