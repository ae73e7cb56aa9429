import { createAuthHandler } from "@/lib/auth/handler";
import { syncMemberByEmail } from "@/lib/members/sync";
import { syncLedMemberships } from "@/lib/workspaces/sync";

const handle = createAuthHandler(async (email) => {
  await syncMemberByEmail(email);
  await syncLedMemberships(email);
});

export { handle as GET, handle as POST };
