import "server-only";

/** Counts each `METHOD /path` since the start or the last reset. */
export type RequestLog = Map<string, number>;

export function countRequest(log: RequestLog, method: string, path: string): void {
  const name = `${method} ${path}`;
  log.set(name, (log.get(name) ?? 0) + 1);
}

export function toRequestCounts(log: RequestLog): { total: number; requests: Record<string, number> } {
  const total = [...log.values()].reduce((sum, count) => sum + count, 0);
  return { total, requests: Object.fromEntries(log) };
}
