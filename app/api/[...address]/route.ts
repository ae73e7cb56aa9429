import { serveReads } from "@/lib/entry/serve-reads";
import { memberReads } from "@/lib/members/reads";
import { inviteReads } from "@/lib/invites/reads";
import { offboardingReads } from "@/lib/offboardings/reads";
import { keyReads } from "@/lib/keys/reads";
import { serviceAccountReads } from "@/lib/service-accounts/reads";
import { snapshotReads } from "@/lib/snapshots/reads";
import { workspaceReads } from "@/lib/workspaces/reads";
import { limitReads } from "@/lib/limits/reads";
import { accessReads } from "@/lib/access/reads";
import { activityReads } from "@/lib/activity/reads";
import { bulkReads } from "@/lib/bulk/reads";
import { undoReads } from "@/lib/undo/reads";
import { complianceReads } from "@/lib/compliance/reads";
import { findingReads } from "@/lib/findings/reads";
import { reportReads } from "@/lib/reports/reads";

export const { GET, POST } = serveReads([memberReads, inviteReads, offboardingReads, keyReads, serviceAccountReads, snapshotReads, workspaceReads, limitReads, accessReads, activityReads, bulkReads, undoReads, complianceReads, findingReads, reportReads]);
