import { serveReads } from "@/lib/entry/serve-reads";
import { memberReads } from "@/lib/members/reads";
import { inviteReads } from "@/lib/invites/reads";
import { offboardingReads } from "@/lib/offboardings/reads";

export const { GET, POST } = serveReads([memberReads, inviteReads, offboardingReads]);
