import { fetchesOf, queriesOf } from "@/lib/core/entry/fetch-read";
import type { sessionReads } from "./reads";
import type { OwnSession } from "./schema";

const read = queriesOf<typeof sessionReads>();
const fetchRead = fetchesOf<typeof sessionReads>();

export function signInsQuery() {
  return read(["sessions"], "sessions");
}

export function ownSessionsQuery() {
  return read(["sessions", "own"], "sessions/own");
}

/** Not a query: the answer is never shown, and `isActive` extends the session. */
export function askSession(isActive: boolean, signal: AbortSignal): Promise<OwnSession> {
  return fetchRead("session", { active: isActive ? "true" : "false" }, signal);
}
