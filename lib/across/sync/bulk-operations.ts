import "server-only";
import { accessTokenOperations } from "@/lib/account/access-tokens/bulk";
import { grantOperations } from "@/lib/account/grants/bulk";
import { identityOperations } from "@/lib/account/identities/bulk";
import type { BulkOperation } from "@/lib/core/bulk/operation";
import { webhookOperations } from "@/lib/core/delivery/bulk";
import { settingOperations } from "@/lib/core/settings/bulk";
import { inviteOperations } from "@/lib/directory/invites/bulk";
import { keyOperations } from "@/lib/directory/keys/bulk";
import { memberOperations } from "@/lib/directory/members/bulk";
import { workspaceOperations } from "@/lib/directory/workspaces/bulk";
import { membershipOperations } from "@/lib/directory/workspaces/membership-bulk";
import { findingOperations } from "@/lib/governance/findings/bulk";

export const bulkOperations: BulkOperation[] = [
  ...inviteOperations,
  ...memberOperations,
  ...membershipOperations,
  ...workspaceOperations,
  ...keyOperations,
  ...findingOperations,
  ...accessTokenOperations,
  ...grantOperations,
  ...identityOperations,
  ...settingOperations,
  ...webhookOperations,
];
