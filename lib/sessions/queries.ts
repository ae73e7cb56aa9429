import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { OwnSession, OwnSessions, SignIns } from "./schema";

export function signInsQuery() {
  return queryOptions({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => fetchRoute<SignIns>("/api/sessions", signal),
  });
}

export function ownSessionsQuery() {
  return queryOptions({
    queryKey: ["sessions", "own"],
    queryFn: ({ signal }) => fetchRoute<OwnSessions>("/api/sessions/own", signal),
  });
}

/** Not a query: the answer is never shown, and `isActive` extends the session. */
export function askSession(isActive: boolean, signal: AbortSignal): Promise<OwnSession> {
  return fetchRoute<OwnSession>(`/api/session?active=${isActive}`, signal);
}
