import "server-only";
import { getSecondsLeft, renewSession } from "@/lib/core/auth/session";
import { defineRead } from "@/lib/core/entry/define-read";
import { type OwnSession, ownSessionSearch } from "./schema";
import { listOwnSessions, listSignIns } from "./store";

export const sessionReads = {
  session: defineRead({
    permission: "me:read",
    search: ownSessionSearch,
    read: async ({ actor }, { active }): Promise<OwnSession> => ({
      person: actor.email,
      secondsLeft: active ? await renewSession() : await getSecondsLeft(),
    }),
  }),
  "sessions/own": defineRead({
    permission: "me:read",
    read: (by) => listOwnSessions(by),
  }),
  sessions: defineRead({
    permission: "settings:read",
    read: (by) => listSignIns(by),
  }),
};
