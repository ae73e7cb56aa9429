import type { BrowserContext } from "playwright/test";

/** All that a page can leave, save the caches of what the server sends. */
const stored =
  "cookies,local_storage,indexeddb,cache_storage,service_workers,file_systems,websql,shared_storage";

/** Leaves the context as if nobody had used it, with a blank page for the next journey. */
export async function emptyContext(context: BrowserContext): Promise<void> {
  const used = context.pages();
  const blank = await context.newPage();
  await Promise.all(used.map((page) => page.close()));
  const session = await context.newCDPSession(blank);
  await session.send("Storage.clearDataForOrigin", { origin: "*", storageTypes: stored });
  await session.detach();
  await context.clearCookies();
  await context.clearPermissions();
}
