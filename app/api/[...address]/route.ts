import { accessReads } from "@/lib/access/reads";
import { activityReads } from "@/lib/activity/reads";
import { budgetReads } from "@/lib/budgets/reads";
import { bulkReads } from "@/lib/bulk/reads";
import { capabilityReads } from "@/lib/capabilities/reads";
import { columnReads } from "@/lib/columns/reads";
import { complianceReads } from "@/lib/compliance/reads";
import { deliveryReads } from "@/lib/delivery/reads";
import { serveReads } from "@/lib/entry/serve-reads";
import { findingReads } from "@/lib/findings/reads";
import { grantReads } from "@/lib/grants/reads";
import { identityReads } from "@/lib/identities/reads";
import { inviteReads } from "@/lib/invites/reads";
import { keyReads } from "@/lib/keys/reads";
import { limitReads } from "@/lib/limits/reads";
import { meReads } from "@/lib/me/reads";
import { memberReads } from "@/lib/members/reads";
import { offboardingReads } from "@/lib/offboardings/reads";
import { overviewReads } from "@/lib/overview/reads";
import { paletteReads } from "@/lib/palette/reads";
import { passkeyReads } from "@/lib/passkeys/reads";
import { reportReads } from "@/lib/reports/reads";
import { reviewReads } from "@/lib/reviews/reads";
import { savingsReads } from "@/lib/savings/reads";
import { scheduleReads } from "@/lib/schedules/reads";
import { serviceAccountReads } from "@/lib/service-accounts/reads";
import { sessionReads } from "@/lib/sessions/reads";
import { settingsReads } from "@/lib/settings/reads";
import { snapshotReads } from "@/lib/snapshots/reads";
import { spendReads } from "@/lib/spend/reads";
import { statementReads } from "@/lib/statements/reads";
import { stepUpReads } from "@/lib/step-up/reads";
import { syncReads } from "@/lib/sync/reads";
import { undoReads } from "@/lib/undo/reads";
import { unreadableReads } from "@/lib/unreadable/reads";
import { viewReads } from "@/lib/views/reads";
import { workspaceReads } from "@/lib/workspaces/reads";

export const { GET, POST } = serveReads([
  accessReads,
  complianceReads,
  activityReads,
  budgetReads,
  bulkReads,
  undoReads,
  capabilityReads,
  deliveryReads,
  reportReads,
  columnReads,
  findingReads,
  grantReads,
  identityReads,
  inviteReads,
  keyReads,
  limitReads,
  meReads,
  memberReads,
  offboardingReads,
  overviewReads,
  paletteReads,
  passkeyReads,
  reviewReads,
  savingsReads,
  scheduleReads,
  serviceAccountReads,
  sessionReads,
  settingsReads,
  snapshotReads,
  spendReads,
  statementReads,
  stepUpReads,
  syncReads,
  unreadableReads,
  viewReads,
  workspaceReads,
]);
