"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PersonLink } from "@/components/directory/person-link";
import { SelectAll } from "@/components/shell/select-all";
import type { ListSelection } from "@/components/shell/use-list-selection";
import { RowCheck } from "@/components/ui/controls/row-check";
import { Avatar } from "@/components/ui/display/avatar";
import { Badge } from "@/components/ui/display/badge";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import type { WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { isRaised } from "@/lib/directory/workspaces/vocabulary";
import { WorkspaceRoleSelect } from "./workspace-role-select";

type Options = {
  workspaceId: string;
  canManage: boolean;
  choice: ListSelection<WorkspacePerson>;
  onRemove: (person: WorkspacePerson) => void;
};

type NameProps = { person: WorkspacePerson; choice: ListSelection<WorkspacePerson> | undefined };

export function usePersonColumns({
  workspaceId,
  canManage,
  choice,
  onRemove,
}: Options): Column<WorkspacePerson>[] {
  const t = useTranslations();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("workspaces.people.name"),
        headerLead: canManage && <SelectAll choice={choice} />,
        isSortable: true,
        cell: (person) => <PersonName person={person} choice={canManage ? choice : undefined} />,
      },
      {
        id: "role",
        header: t("workspaces.people.role"),
        isSortable: true,
        width: 222,
        card: "value",
        cell: (person) => (
          <WorkspaceRoleSelect workspaceId={workspaceId} person={person} canManage={canManage} />
        ),
      },
      {
        id: "access",
        header: t("workspaces.people.access"),
        isSortable: true,
        width: 156,
        cell: (person) =>
          person.isInherited ? (
            <span title={t("reasons.inherited_access")}>
              <Badge>
                {t(isRaised(person) ? "workspaces.access.raised" : "workspaces.people.inherited")}
              </Badge>
            </span>
          ) : (
            t("workspaces.people.direct")
          ),
      },
      ...(canManage ? [toActions(t, onRemove)] : []),
    ],
    [t, workspaceId, canManage, choice, onRemove],
  );
}

function PersonName({ person, choice }: NameProps) {
  const t = useTranslations("ui");
  const { id, name, email } = person;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {choice && (
        <RowCheck
          label={t("select", { what: name || email })}
          isChecked={choice.selection.has(id)}
          onToggle={(hasShift) => choice.onToggle(person, hasShift)}
        />
      )}
      <Avatar name={name || email} />
      <TwoLines detail={name && <VendorText>{email}</VendorText>}>
        <PersonLink id={id} className="font-medium">
          {name || email}
        </PersonLink>
      </TwoLines>
    </span>
  );
}

function toActions(
  t: ReturnType<typeof useTranslations<never>>,
  onRemove: (person: WorkspacePerson) => void,
): Column<WorkspacePerson> {
  return {
    id: "actions",
    header: t("workspaces.people.actions"),
    isHeaderHidden: true,
    width: 56,
    cell: (person) => (
      <RowMenu
        label={t("workspaces.people.actionsOf", { name: person.name || person.email })}
        items={[
          {
            id: "remove",
            label: t("workspaces.people.removePerson"),
            onSelect: () => onRemove(person),
            isDanger: true,
            disabledReason: person.reason ? t(`reasons.${person.reason}`) : undefined,
          },
        ]}
      />
    ),
  };
}
