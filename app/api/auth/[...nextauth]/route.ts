import { createAuthHandler } from "@/lib/auth/handler";
import { syncMemberByEmail } from "@/lib/members/sync";

const handle = createAuthHandler(syncMemberByEmail);

export { handle as GET, handle as POST };
