import { getSecondsLeft, renewSession } from "@/lib/auth/session";
import { defineRoute } from "@/lib/entry/define-route";
import { type OwnSession, ownSessionSearch } from "@/lib/sessions/schema";

export const GET = defineRoute({
  permission: "me:read",
  search: ownSessionSearch,
  read: async (_by, { active }): Promise<OwnSession> => ({
    secondsLeft: active ? await renewSession() : await getSecondsLeft(),
  }),
});
