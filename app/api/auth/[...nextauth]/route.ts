import { noteSignIn } from "@/lib/across/notices/sign-in";
import { restorePersona } from "@/lib/across/trial/restore-persona";
import { createAuthHandler } from "@/lib/core/auth/handler";
import { syncMemberByEmail } from "@/lib/directory/members/sync";
import { syncLedMemberships } from "@/lib/directory/workspaces/sync";

const handle = createAuthHandler({
  refreshMember: async (email) => {
    await syncMemberByEmail(email);
    await syncLedMemberships(email);
  },
  restorePersona,
  noteSignIn,
});

export { handle as GET, handle as POST };
