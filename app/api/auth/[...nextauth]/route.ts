import { createAuthHandler } from "@/lib/auth/handler";
import { syncMemberByEmail } from "@/lib/members/sync";
import { noteSignIn } from "@/lib/notices/sign-in";
import { restorePersona } from "@/lib/trial/restore-persona";
import { syncLedMemberships } from "@/lib/workspaces/sync";

const handle = createAuthHandler({
  refreshMember: async (email) => {
    await syncMemberByEmail(email);
    await syncLedMemberships(email);
  },
  restorePersona,
  noteSignIn,
});

export { handle as GET, handle as POST };
