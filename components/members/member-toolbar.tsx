"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/button";
import { FilterMenu } from "@/components/ui/filter-menu";
import { SearchInput } from "@/components/ui/search-input";
import type { MemberRoleCounts } from "@/lib/members/schema";
import { type MemberSearch, toMemberQueryString } from "@/lib/members/search-params";
import { useRoleName } from "./use-role-name";

type Props = {
  search: MemberSearch;
  roles: MemberRoleCounts;
  onChange: (change: Partial<MemberSearch>) => void;
};

export function MemberToolbar({ search, roles, onChange }: Props) {
  const t = useTranslations("members");
  const toName = useRoleName();
  const options = roles.map(({ role, count }) => ({ value: role, label: toName(role), count }));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        label={t("search")}
        value={search.q}
        onSearch={(q) => onChange({ q })}
        className="w-72 max-w-full"
      />
      <FilterMenu
        label={t("role")}
        options={options}
        chosen={search.role}
        onChange={(role) => onChange({ role })}
      />
      <a
        className={`${toButtonClass("ghost")} ml-auto`}
        href={`/api/export/members.csv${toMemberQueryString({ ...search, page: null })}`}
        download
      >
        <Download aria-hidden className="size-4" />
        {t("export")}
      </a>
    </div>
  );
}
