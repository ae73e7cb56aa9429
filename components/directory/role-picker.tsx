"use client";

import { useTranslations } from "next-intl";
import { useRolesOffered } from "@/components/shell/use-organization";
import { ChoiceList } from "@/components/ui/controls/choice-list";
import { type AssignableRole, assignableRoles } from "@/lib/core/organization/vocabulary";
import { useRoleName } from "./use-role-name";

type Props = {
  role: AssignableRole | undefined;
  onChange: (role: AssignableRole) => void;
  startsHere?: boolean;
};

export function RolePicker({ role, onChange, startsHere = false }: Props) {
  const t = useTranslations("invites");
  const toName = useRoleName();
  const options = useRolesOffered(assignableRoles).map((value) => ({
    value,
    label: toName(value),
    help: t(`roleHelp.${value}`),
  }));
  return (
    <ChoiceList
      label={t("role")}
      options={options}
      value={role}
      onChange={onChange}
      hint={t("noAdmin")}
      startsHere={startsHere}
    />
  );
}
