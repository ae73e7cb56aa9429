"use client";

import { useTranslations } from "next-intl";
import { ExportMenu } from "@/components/ui/overlay/export-menu";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { WorkspacesPage } from "@/lib/workspaces/schema";
import { toWorkspaceQueryString, type WorkspaceSearch } from "@/lib/workspaces/search-params";

type Props = {
  search: WorkspaceSearch;
  tags: WorkspacesPage["tags"];
  onChange: (change: Partial<WorkspaceSearch>) => void;
};

export function WorkspaceToolbar({ search, tags, onChange }: Props) {
  const t = useTranslations("workspaces");
  const archived = search.archived ?? false;
  return (
    <ListToolbar
      label={t("search")}
      q={search.q}
      onChange={onChange}
      end={
        <ExportMenu noun="workspaces" query={toWorkspaceQueryString({ ...search, archived, page: null })} />
      }
    >
      {tags.length > 0 && (
        <FilterMenu
          label={t("tags")}
          options={tags.map(({ tag, count }) => ({ value: tag, label: tag.replace("=", ": "), count }))}
          chosen={search.tag}
          onChange={(tag) => onChange({ tag })}
        />
      )}
      <label className="flex h-8 cursor-pointer items-center gap-2 px-2">
        <input
          type="checkbox"
          checked={archived}
          onChange={(event) => onChange({ archived: event.target.checked || null })}
        />
        {t("showArchived")}
      </label>
    </ListToolbar>
  );
}
