import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { OwnSession, OwnSessions, SignIns } from "./schema";

export function signInsQuery() {
  return queryOptions({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => fetchDoor<SignIns>("/api/sessions", signal),
  });
}

export function ownSessionsQuery() {
  return queryOptions({
    queryKey: ["sessions", "own"],
    queryFn: ({ signal }) => fetchDoor<OwnSessions>("/api/sessions/own", signal),
  });
}

/** Not a query: the answer is never shown, and `isActive` extends the session. */
export function askSession(isActive: boolean, signal: AbortSignal): Promise<OwnSession> {
  return fetchDoor<OwnSession>(`/api/session?active=${isActive}`, signal);
}
