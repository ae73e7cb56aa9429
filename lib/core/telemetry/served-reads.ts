import "server-only";
import { processSingleton } from "@/lib/core/process/process-singleton";

/** The file of the one route that serves all reads, as Next names it. */
const route = "/api/[...address]";

/** Paths of the reads, once the first was served. */
export const servedReads = () => processSingleton("served-reads", () => new Set<string>());

/** Names a read by its own path in metrics and traces, and whatever else is asked for by the route's. */
export function nameRead(page: string, path: string): string {
  return page === route && servedReads().has(path) ? path : page;
}
