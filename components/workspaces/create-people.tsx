"use client";

import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Field } from "@/components/ui/controls/field";
import { Select } from "@/components/ui/controls/select";
import { pressInSearch } from "@/components/ui/table/row-keys";
import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { ChosenPeople } from "./chosen-people";
import { PeopleFinder } from "./people-finder";
import type { Choosing } from "./use-chosen-people";

type Props = { choosing: Choosing; startsHere: boolean };

/** Who is added as soon as the workspace exists. */
export function CreatePeople({ choosing, startsHere }: Props) {
  const t = useTranslations("workspaces.people");
  const toName = useWorkspaceRoleName();
  return (
    <fieldset className="grid min-w-0 gap-2" onKeyDown={keepEnter}>
      <legend className="mb-1.5 font-medium text-sm">{t("first")}</legend>
      <PeopleFinder workspaceId={null} choosing={choosing} startsHere={startsHere} />
      {choosing.people.length > 1 && (
        <Field label={t("addRoleOfAll")}>
          {({ "aria-invalid": _, ...control }) => (
            <Select
              {...control}
              value={choosing.role}
              options={assignableWorkspaceRoles.map((value) => ({ value, label: toName(value) }))}
              onChange={({ target }) => {
                const given = assignableWorkspaceRoles.find((one) => one === target.value);
                if (given) choosing.setRole(given);
              }}
            />
          )}
        </Field>
      )}
      <ChosenPeople choosing={choosing} />
    </fieldset>
  );
}

/** Enter in the search takes the only match, as everywhere, and must not make the workspace. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  pressInSearch(event.nativeEvent);
}
