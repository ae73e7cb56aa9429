import "server-only";
import { breakGlassOpen, grantExpiring, grantSuspended, grantUnused } from "./grants";
import { inviteExpired, inviteExpiring } from "./invites";
import {
  keyExpiring,
  keyMakerGone,
  keyNeverExpires,
  keyOrganizationWide,
  keySameName,
  keyUnused,
} from "./keys";
import {
  accessAgain,
  accessTwoWays,
  adminAlone,
  adminsMany,
  developerCouldBeUser,
  memberIdle,
  memberUnplaced,
  spendOfGone,
} from "./members";
import { keyNewPlace } from "./new-place";
import { adminKeyOld, auditNoCheckpoint, auditUnproven, complianceOff } from "./organization";
import type { Rule } from "./rule";
import { tokenUnused } from "./tokens";
import {
  customerKeyChanged,
  limitAboveOrganization,
  retentionChanged,
  workspaceIdle,
  workspaceNoLead,
  workspaceUntagged,
} from "./workspaces";

export const rules: readonly Rule[] = [
  keyUnused,
  keyMakerGone,
  keyNeverExpires,
  keyExpiring,
  keySameName,
  keyNewPlace,
  keyOrganizationWide,
  adminsMany,
  adminAlone,
  memberUnplaced,
  memberIdle,
  developerCouldBeUser,
  accessTwoWays,
  accessAgain,
  spendOfGone,
  workspaceNoLead,
  workspaceIdle,
  workspaceUntagged,
  limitAboveOrganization,
  retentionChanged,
  customerKeyChanged,
  inviteExpiring,
  inviteExpired,
  grantExpiring,
  grantUnused,
  grantSuspended,
  tokenUnused,
  breakGlassOpen,
  complianceOff,
  adminKeyOld,
  auditUnproven,
  auditNoCheckpoint,
];
