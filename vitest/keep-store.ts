import type { Store } from "@/lib/db/client";
import { storeKey } from "@/lib/db/store-key";
import { once } from "@/lib/once";

/**
 * Puts a store of its own in the place where this test file's code looks for the open one. It is opened only if
 * a test asks for it. Reads no environment: a test may set that first. Answers with how to close it.
 */
export function keepStore(open: () => Promise<Store>): () => Promise<void> {
  let store: Promise<Store> | undefined;
  const openOnce = () => {
    store ??= open();
    return store;
  };
  // Only awaited, so a lazy `then` stands in for the promise.
  once<PromiseLike<Store>>(storeKey, () => ({
    // biome-ignore lint/suspicious/noThenProperty: being awaited is its whole purpose
    then: (settled, failed) => openOnce().then(settled, failed),
  }));
  return async () => {
    if (store) await (await store).close();
  };
}
