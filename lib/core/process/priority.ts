import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { processSingleton } from "./process-singleton";

/** Who waits: the person who wrote, an open page, or no one. Both the Admin API and the database use this order. */
export type Priority = "write" | "page" | "background";

const current = processSingleton("priority", () => new AsyncLocalStorage<Priority>());

export function atPriority<T>(priority: Priority, run: () => T): T {
  return current.run(priority, run);
}

export function currentPriority(): Priority {
  return current.getStore() ?? "page";
}
