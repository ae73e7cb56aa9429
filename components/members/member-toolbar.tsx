"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { WorkspaceFilter } from "@/components/directory/workspace-filter";
import { useOrganization } from "@/components/shell/use-organization";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { ToggleButton } from "@/components/ui/controls/toggle-button";
import { onDemand } from "@/components/ui/on-demand";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { MembersPage } from "@/lib/directory/members/schema";
import { idleDays, type MemberSearch } from "@/lib/directory/members/search-params";

const RolesHelp = onDemand(() => import("./roles-help").then((file) => file.RolesHelp));

type Props = {
  search: MemberSearch;
  roles: MembersPage["roles"];
  onChange: (change: Partial<MemberSearch>) => void;
};

export function MemberToolbar({ search, roles, onChange }: Props) {
  const t = useTranslations("members");
  const toName = useRoleName();
  const { lacks } = useOrganization();
  const isHere = search.state === null;
  const options = roles.map(({ role, count }) => ({ value: role, label: toName(role), count }));
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      <span className="flex items-center gap-1">
        <FilterMenu
          label={t("role")}
          options={options}
          chosen={search.role}
          onChange={(role) => onChange({ role })}
        />
        <RolesTip />
      </span>
      <ToggleButton
        isOn={search.state === "left"}
        onToggle={(isOn) =>
          onChange(
            isOn
              ? {
                  state: "left",
                  role: [],
                  workspaces: null,
                  workspace: [],
                  idle: null,
                  sort: "left",
                  direction: "desc",
                }
              : { state: null, role: [], sort: "name", direction: "asc" },
          )
        }
      >
        {t("filters.left")}
      </ToggleButton>
      {isHere && !lacks("workspaces") && (
        <>
          <WorkspaceFilter
            chosen={search.workspace}
            onChange={(workspace) => onChange({ workspace, workspaces: null })}
          />
          <ToggleButton
            isOn={search.workspaces === "none"}
            onToggle={(isOn) => onChange({ workspaces: isOn ? "none" : null, workspace: [] })}
          >
            {t("filters.noWorkspace")}
          </ToggleButton>
        </>
      )}
      {isHere && !(lacks("usage") && lacks("claude_code")) && (
        <ChipSelect
          label={t("filters.idle")}
          unset=""
          value={String(search.idle ?? "")}
          options={[
            { value: "", label: t("filters.anyActivity") },
            ...idleDays.map((days) => ({ value: String(days), label: t("filters.idleFor", { days }) })),
          ]}
          onChange={(value) => onChange({ idle: idleDays.find((days) => String(days) === value) ?? null })}
        />
      )}
    </ListToolbar>
  );
}

function RolesTip() {
  return (
    <InfoTip about={useTranslations("members")("rolesTip")}>
      <WhenOpen>
        <RolesHelp />
      </WhenOpen>
    </InfoTip>
  );
}
