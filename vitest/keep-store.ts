import { beforeAll } from "vitest";
import type { Store } from "@/lib/core/db/database";
import { storeKey } from "@/lib/core/db/store-key";
import { forgetAll, processSingleton } from "@/lib/core/process/process-singleton";

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
  // A worker's files share its modules, so that each is loaded once, and must not depend on the file before them. At no
  // moment is there no store: what still runs from that file would open another, in the folder of the environment.
  forgetAll();
  processSingleton<PromiseLike<Store>>(storeKey, () => ({
    // biome-ignore lint/suspicious/noThenProperty: being awaited is its whole purpose
    then: (settled, failed) => openOnce().then(settled, failed),
  }));
  beforeAll(async () => {
    if (holder[key]) await (await import("@/lib/core/db/test-database")).resetDatabase();
  });
}
