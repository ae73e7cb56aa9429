import { accessTokenReads } from "@/lib/account/access-tokens/reads";
import { grantReads } from "@/lib/account/grants/reads";
import { identityReads } from "@/lib/account/identities/reads";
import { meReads } from "@/lib/account/me/reads";
import { passkeyReads } from "@/lib/account/passkeys/reads";
import { sessionReads } from "@/lib/account/sessions/reads";
import { stepUpReads } from "@/lib/account/step-up/reads";
import { viewReads } from "@/lib/account/views/reads";
import { overviewReads } from "@/lib/across/overview/reads";
import { paletteReads } from "@/lib/across/palette/reads";
import { scheduleReads } from "@/lib/across/schedules/reads";
import { syncReads } from "@/lib/across/sync/reads";
import { undoReads } from "@/lib/across/undo/reads";
import { bulkReads } from "@/lib/core/bulk/reads";
import { deliveryReads } from "@/lib/core/delivery/reads";
import { serveReads } from "@/lib/core/entry/serve-reads";
import { settingsReads } from "@/lib/core/settings/reads";
import { accessReads } from "@/lib/directory/access/reads";
import { capabilityReads } from "@/lib/directory/capabilities/reads";
import { inviteReads } from "@/lib/directory/invites/reads";
import { keyReads } from "@/lib/directory/keys/reads";
import { limitReads } from "@/lib/directory/limits/reads";
import { memberReads } from "@/lib/directory/members/reads";
import { offboardingReads } from "@/lib/directory/offboardings/reads";
import { serviceAccountReads } from "@/lib/directory/service-accounts/reads";
import { snapshotReads } from "@/lib/directory/snapshots/reads";
import { unreadableReads } from "@/lib/directory/unreadable/reads";
import { workspaceReads } from "@/lib/directory/workspaces/reads";
import { activityReads } from "@/lib/governance/activity/reads";
import { complianceReads } from "@/lib/governance/compliance/reads";
import { findingReads } from "@/lib/governance/findings/reads";
import { reviewReads } from "@/lib/governance/reviews/reads";
import { budgetReads } from "@/lib/money/budgets/reads";
import { reportReads } from "@/lib/money/reports/reads";
import { savingsReads } from "@/lib/money/savings/reads";
import { spendReads } from "@/lib/money/spend/reads";
import { statementReads } from "@/lib/money/statements/reads";

export const { GET, POST } = serveReads([
  accessReads,
  accessTokenReads,
  complianceReads,
  activityReads,
  budgetReads,
  bulkReads,
  undoReads,
  capabilityReads,
  deliveryReads,
  reportReads,
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
