"use client";

import { useTranslations } from "next-intl";
import { ChoiceList } from "@/components/ui/controls/choice-list";
import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";

type Props = {
  role: AssignableWorkspaceRole | undefined;
  onChange: (role: AssignableWorkspaceRole) => void;
  label?: string | undefined;
};

export function WorkspaceRolePicker({ role, onChange, label }: Props) {
  const t = useTranslations("workspaces");
  const options = assignableWorkspaceRoles.map((value) => ({
    value,
    label: t(`roles.${value}`),
    help: t(`roleTexts.${value}`),
  }));
  return (
    <ChoiceList
      label={label ?? t("people.addRole")}
      options={options}
      value={role}
      onChange={onChange}
      hint={t("people.noBilling")}
    />
  );
}
