"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { useRolesOffered } from "@/components/shell/use-organization";
import { Field } from "@/components/ui/controls/field";
import { Select } from "@/components/ui/controls/select";
import { type AssignableRole, assignableRoles } from "@/lib/core/organization/vocabulary";

type Props = { role: AssignableRole; onChange: (role: AssignableRole) => void };

export function RoleField({ role, onChange }: Props) {
  const t = useTranslations("invites");
  const toName = useRoleName();
  const offered = useRolesOffered(assignableRoles);
  return (
    <Field label={t("import.usualRole")} hint={t(`roleHelp.${role}`)}>
      {({ "aria-invalid": _, ...control }) => (
        <Select
          {...control}
          value={role}
          options={offered.map((value) => ({ value, label: toName(value) }))}
          onChange={({ target }) => {
            const chosen = assignableRoles.find((one) => one === target.value);
            if (chosen) onChange(chosen);
          }}
        />
      )}
    </Field>
  );
}
