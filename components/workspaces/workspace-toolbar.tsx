"use client";

import { useTranslations } from "next-intl";
import { ToggleButton } from "@/components/ui/controls/toggle-button";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { WorkspacesPage } from "@/lib/directory/workspaces/schema";
import type { WorkspaceSearch } from "@/lib/directory/workspaces/search-params";

type Props = {
  search: WorkspaceSearch;
  tags: WorkspacesPage["tags"];
  onChange: (change: Partial<WorkspaceSearch>) => void;
};

export function WorkspaceToolbar({ search, tags, onChange }: Props) {
  const t = useTranslations("workspaces");
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      {tags.length > 0 && (
        <FilterMenu
          label={t("tags")}
          options={tags.map(({ tag, count }) => ({ value: tag, label: tag.replace("=", ": "), count }))}
          chosen={search.tag}
          onChange={(tag) => onChange({ tag })}
        />
      )}
      <ToggleButton isOn={search.archived ?? false} onToggle={(isOn) => onChange({ archived: isOn || null })}>
        {t("showArchived")}
      </ToggleButton>
    </ListToolbar>
  );
}
