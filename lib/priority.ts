import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "./once";

/** Who waits for it: the person who wrote, an open page, or nobody. Both the Admin API and the database are asked in this order. */
export type Priority = "write" | "page" | "background";

const current = once("priority", () => new AsyncLocalStorage<Priority>());

/** Runs `run`, and whatever it starts, at `priority`. */
export function atPriority<T>(priority: Priority, run: () => T): T {
  return current.run(priority, run);
}

export function currentPriority(): Priority {
  return current.getStore() ?? "page";
}
