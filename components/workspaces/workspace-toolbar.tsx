"use client";

import { useTranslations } from "next-intl";
import { ExportLinks } from "@/components/ui/export-links";
import { FilterMenu } from "@/components/ui/filter-menu";
import { SearchInput } from "@/components/ui/search-input";
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
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchInput
        label={t("search")}
        value={search.q}
        onSearch={(q) => onChange({ q })}
        className="w-72 max-w-full"
      />
      {tags.length > 0 && (
        <FilterMenu
          label={t("tags")}
          options={tags.map(({ tag, count }) => ({ value: tag, label: tag.replace("=", ": "), count }))}
          chosen={search.tag}
          onChange={(tag) => onChange({ tag })}
        />
      )}
      <label className="flex h-8 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={archived}
          onChange={(event) => onChange({ archived: event.target.checked || null })}
        />
        {t("showArchived")}
      </label>
      <div className="ml-auto flex flex-wrap">
        <ExportLinks noun="workspaces" query={toWorkspaceQueryString({ ...search, archived, page: null })} />
      </div>
    </div>
  );
}
