import "server-only";
import type { BulkOperation } from "@/lib/bulk/operation";
import { webhookOperations } from "@/lib/delivery/bulk";
import { grantOperations } from "@/lib/grants/bulk";
import { identityOperations } from "@/lib/identities/bulk";
import { inviteOperations } from "@/lib/invites/bulk";
import { keyOperations } from "@/lib/keys/bulk";
import { memberOperations } from "@/lib/members/bulk";
import { settingOperations } from "@/lib/settings/bulk";
import { workspaceOperations } from "@/lib/workspaces/bulk";
import { membershipOperations } from "@/lib/workspaces/membership-bulk";

export const bulkOperations: BulkOperation[] = [
  ...inviteOperations,
  ...memberOperations,
  ...membershipOperations,
  ...workspaceOperations,
  ...keyOperations,
  ...grantOperations,
  ...identityOperations,
  ...settingOperations,
  ...webhookOperations,
];
