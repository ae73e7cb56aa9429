import type { BrowserContext } from "playwright/test";

/** All that a page can leave, save the caches of what the server sends. */
const stored =
  "cookies,local_storage,indexeddb,cache_storage,service_workers,file_systems,websql,shared_storage";

/** Leaves the context as the next journey expects it: without pages, and as if nobody had used it. */
export async function emptyContext(context: BrowserContext): Promise<void> {
  const [first = await context.newPage(), ...others] = context.pages();
  await Promise.all(others.map((page) => page.close()));
  await first.goto("about:blank");
  const session = await context.newCDPSession(first);
  await session.send("Storage.clearDataForOrigin", { origin: "*", storageTypes: stored });
  await context.clearCookies();
  await context.clearPermissions();
  await first.close();
}
