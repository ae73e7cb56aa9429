import type { Store } from "@/lib/db/database";
import { storeKey } from "@/lib/db/store-key";
import { processSingleton } from "@/lib/process-singleton";

/**
 * Puts a database where the test's code looks for the open one. It opens on first use and reads no environment, which a
 * test may set first. Returns a function that closes it.
 */
export function keepStore(open: () => Promise<Store>): () => Promise<void> {
  let store: Promise<Store> | undefined;
  const openOnce = () => {
    store ??= open();
    return store;
  };
  processSingleton<PromiseLike<Store>>(storeKey, () => ({
    // biome-ignore lint/suspicious/noThenProperty: being awaited is its whole purpose
    then: (settled, failed) => openOnce().then(settled, failed),
  }));
  return async () => {
    if (store) await (await store).close();
  };
}
