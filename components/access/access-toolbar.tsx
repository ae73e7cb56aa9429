"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { WorkspaceFilter } from "@/components/directory/workspace-filter";
import { useOrganization } from "@/components/shell/use-organization";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { ToggleButton } from "@/components/ui/controls/toggle-button";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { AccessColumns, AccessPage } from "@/lib/directory/access/schema";
import type { AccessSearch } from "@/lib/directory/access/search-params";
import { whos } from "@/lib/directory/access/vocabulary";
import { idleDays } from "@/lib/directory/members/search-params";

type Props = {
  search: AccessSearch;
  columns: AccessColumns | undefined;
  roles: AccessPage["roles"];
  onChange: (change: Partial<AccessSearch>) => void;
};

export function AccessToolbar({ search, columns, roles, onChange }: Props) {
  const t = useTranslations("access");
  const toRole = useRoleName();
  const toWorkspaceRole = useWorkspaceRoleName();
  const isNarrow = search.workspace.length + search.tag.length + search.workspaceRole.length > 0;
  const tags = columns?.tags ?? [];
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      <WorkspaceFilter
        chosen={search.workspace}
        at={search.at}
        onChange={(workspace) => onChange({ workspace })}
      />
      {tags.length > 0 && (
        <FilterMenu
          label={t("tags")}
          options={tags.map(({ tag, count }) => ({ value: tag, label: tag.replace("=", ": "), count }))}
          chosen={search.tag}
          onChange={(tag) => onChange({ tag })}
        />
      )}
      <FilterMenu
        label={t("workspaceRole")}
        options={(columns?.workspaceRoles ?? []).map((role) => ({
          value: role,
          label: toWorkspaceRole(role),
        }))}
        chosen={search.workspaceRole}
        onChange={(workspaceRole) => onChange({ workspaceRole })}
      />
      <FilterMenu
        label={t("organizationRole")}
        options={roles.map(({ role, count }) => ({ value: role, label: toRole(role), count }))}
        chosen={search.role}
        onChange={(role) => onChange({ role })}
      />
      {search.at === null && <PeopleFilters search={search} onChange={onChange} />}
      {isNarrow && (
        <ToggleButton isOn={search.others} onToggle={(others) => onChange({ others })}>
          {t("others")}
        </ToggleButton>
      )}
    </ListToolbar>
  );
}

function PeopleFilters({ search, onChange }: Pick<Props, "search" | "onChange">) {
  const t = useTranslations("access");
  const { lacks } = useOrganization();
  return (
    <>
      <ChipSelect
        label={t("people")}
        unset=""
        value={search.who ?? ""}
        options={[
          { value: "", label: t("who.now") },
          ...whos.map((who) => ({ value: who, label: t(`who.${who}`) })),
        ]}
        onChange={(value) => onChange({ who: whos.find((who) => who === value) ?? null })}
      />
      {search.who === null && !(lacks("usage") && lacks("claude_code")) && (
        <ChipSelect
          label={t("idle")}
          unset=""
          value={String(search.idle ?? "")}
          options={[
            { value: "", label: t("anyActivity") },
            ...idleDays.map((days) => ({ value: String(days), label: t("idleFor", { days }) })),
          ]}
          onChange={(value) => onChange({ idle: idleDays.find((days) => String(days) === value) ?? null })}
        />
      )}
    </>
  );
}
