import { beforeAll } from "vitest";
import type { Store } from "@/lib/db/database";
import { storeKey } from "@/lib/db/store-key";
import { processSingleton } from "@/lib/process-singleton";

const key = Symbol.for("castellan.test-store");

/**
 * Puts a database where the test's code looks for the open one. It opens on first use and stays open for the worker's
 * next files, because opening one takes as long as several tests.
 */
export function keepStore(open: () => Promise<Store>): void {
  const holder = globalThis as { [key]?: Promise<Store> };
  const openOnce = () => {
    holder[key] ??= open();
    return holder[key];
  };
  processSingleton<PromiseLike<Store>>(storeKey, () => ({
    // biome-ignore lint/suspicious/noThenProperty: being awaited is its whole purpose
    then: (settled, failed) => openOnce().then(settled, failed),
  }));
  beforeAll(async () => {
    if (holder[key]) await (await import("@/lib/db/test-database")).resetDatabase();
  });
}
