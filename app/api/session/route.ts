import { getSecondsLeft, renewSession } from "@/lib/auth/session";
import { defineRoute } from "@/lib/entry/define-route";
import { type OwnSession, ownSessionSearch } from "@/lib/sessions/schema";

/** `active` means that the person did something, which extends the session. */
export const GET = defineRoute({
  permission: "me:read",
  search: ownSessionSearch,
  read: async (_by, { active }): Promise<OwnSession> => ({
    secondsLeft: active ? await renewSession() : await getSecondsLeft(),
  }),
});
