"use client";

import { useTranslations } from "next-intl";
import type { FixProps } from "@/components/directory/fix-props";
import { LoadedRows } from "@/components/shell/loaded-rows";
import { onDemand } from "@/components/ui/on-demand";
import { memberChoicesOf } from "@/lib/directory/members/queries";

const ChangeRoleDialog = onDemand(() => import("./change-role-dialog").then((file) => file.ChangeRoleDialog));
const ChangeRolesDialog = onDemand(() =>
  import("./change-roles-dialog").then((file) => file.ChangeRolesDialog),
);
/** Suggests the role with the least access, the first that can be assigned. */
export function ChangeRole({ targets, onStarted, onClose }: FixProps) {
  const title = useTranslations("members")("changeRole");
  return (
    <LoadedRows title={title} query={memberChoicesOf(targets.map(({ id }) => id))} onClose={onClose}>
      {(rows) => {
        const [only, ...others] = rows;
        if (only && others.length === 0)
          return <ChangeRoleDialog member={only} suggested="user" onClose={onClose} />;
        return <ChangeRolesDialog chosen={rows} suggested="user" onStarted={onStarted} onClose={onClose} />;
      }}
    </LoadedRows>
  );
}
