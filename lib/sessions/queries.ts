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

/** Not a query: what it tells is never shown, and `isActive` prolongs the session. */
export function askSession(isActive: boolean, signal: AbortSignal): Promise<OwnSession> {
  return fetchDoor<OwnSession>(`/api/session?active=${isActive}`, signal);
}
