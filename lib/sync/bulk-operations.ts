import "server-only";
import type { BulkOperation } from "@/lib/bulk/operation";
import { grantActs } from "@/lib/grants/bulk";
import { inviteActs } from "@/lib/invites/bulk";
import { keyActs } from "@/lib/keys/bulk";
import { memberActs } from "@/lib/members/bulk";
import { settingActs } from "@/lib/settings/bulk";
import { workspaceActs } from "@/lib/workspaces/bulk";
import { membershipActs } from "@/lib/workspaces/membership-bulk";

export const bulkActs: BulkOperation[] = [
  ...inviteActs,
  ...memberActs,
  ...membershipActs,
  ...workspaceActs,
  ...keyActs,
  ...grantActs,
  ...settingActs,
];
