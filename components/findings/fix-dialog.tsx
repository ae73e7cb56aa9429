"use client";

import type { ComponentType } from "react";
import type { FixProps } from "@/components/directory/fix-props";
import { Resend, Withdraw } from "@/components/invites/invite-fix-dialogs";
import { Assign, Deactivate, Rename, Replace } from "@/components/keys/key-fix-dialogs";
import { ChangeRole } from "@/components/members/member-fix-dialogs";
import { AddLead, AddToWorkspace, Archive, Tag } from "@/components/workspaces/workspace-fix-dialogs";
import type { Fix } from "@/lib/core/marks/vocabulary";

/** Off-boarding is a page. */
export type AskedFix = Exclude<Fix, "offboard_member">;

const dialogs: Record<AskedFix, ComponentType<FixProps>> = {
  add_lead: AddLead,
  add_to_workspace: AddToWorkspace,
  archive_workspace: Archive,
  assign_key: Assign,
  change_role: ChangeRole,
  deactivate_key: Deactivate,
  rename_key: Rename,
  replace_key: Replace,
  resend_invite: Resend,
  tag_workspace: Tag,
  withdraw_invite: Withdraw,
};

/** The dialog of the operation that exists anyway. */
export function FixDialog({ fix, ...given }: FixProps & { fix: AskedFix }) {
  const Dialog = dialogs[fix];
  return <Dialog {...given} />;
}
