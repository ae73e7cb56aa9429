"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { FixProps } from "@/components/directory/fix-dialogs";
import { LoadedRows } from "@/components/shell/loaded-rows";
import { memberChoicesOf } from "@/lib/members/queries";

const ChangeRoleDialog = dynamic(() => import("./change-role-dialog").then((file) => file.ChangeRoleDialog), {
  ssr: false,
});
const ChangeRolesDialog = dynamic(
  () => import("./change-roles-dialog").then((file) => file.ChangeRolesDialog),
  { ssr: false },
);
const RemoveMemberDialog = dynamic(
  () => import("./remove-member-dialog").then((file) => file.RemoveMemberDialog),
  { ssr: false },
);
const RemoveMembersDialog = dynamic(
  () => import("./remove-members-dialog").then((file) => file.RemoveMembersDialog),
  { ssr: false },
);

/** Less access is suggested: the first role that can be assigned. */
export function ChangeRole({ targets, onStarted, onClose }: FixProps) {
  const title = useTranslations("members")("changeRole");
  return (
    <LoadedRows title={title} query={memberChoicesOf(targets.map(({ id }) => id))} onClose={onClose}>
      {(rows) => {
        const [only, ...others] = rows;
        if (only && others.length === 0)
          return <ChangeRoleDialog member={only} suggested="user" onClose={onClose} />;
        return <ChangeRolesDialog chosen={rows} onStarted={onStarted} onClose={onClose} />;
      }}
    </LoadedRows>
  );
}

export function Remove({ targets, onStarted, onClose }: FixProps) {
  const title = useTranslations("members")("removeTitle");
  return (
    <LoadedRows title={title} query={memberChoicesOf(targets.map(({ id }) => id))} onClose={onClose}>
      {(rows) => {
        const [only, ...others] = rows;
        if (only && others.length === 0) return <RemoveMemberDialog member={only} onClose={onClose} />;
        return <RemoveMembersDialog chosen={rows} onStarted={onStarted} onClose={onClose} />;
      }}
    </LoadedRows>
  );
}
