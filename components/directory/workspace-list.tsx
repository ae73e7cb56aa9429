"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { SearchInput } from "@/components/ui/controls/search-input";
import { VendorText } from "@/components/ui/display/vendor-text";
import { fold } from "@/lib/core/format/fold";
import { accessColumnsQuery } from "@/lib/directory/access/queries";

type Props = {
  chosen: string[];
  at: string | null;
  /** The Default workspace has no members of its own. */
  hasDefault?: boolean;
  /** Those that can't be chosen, because the person is already there. */
  there?: readonly string[];
  onChange: (chosen: string[]) => void;
};

export function WorkspaceList({ chosen, at, hasDefault = true, there = [], onChange }: Props) {
  const t = useTranslations("access");
  const [q, setQ] = useState("");
  const { data, error } = useQuery(accessColumnsQuery({ workspace: [], tag: [], at }));
  const searched = fold(q.trim());
  const found = data?.workspaces.filter(
    ({ name, isDefault }) => (hasDefault || !isDefault) && fold(name).includes(searched),
  );
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <SearchInput label={t("searchWorkspaces")} value={q} onSearch={setQ} />
      {error && <FailureNote failure={toFailure(error)} />}
      <fieldset className="max-h-80 overflow-y-auto">
        <legend className="sr-only">{t("workspace")}</legend>
        {found?.map(({ id, name }) => {
          const isThere = there.includes(id);
          return (
            <label
              key={id}
              className={clsx(
                "flex h-8 pointer-coarse:h-11 items-center gap-2.5 rounded-md px-2",
                isThere ? "text-ink-muted" : "cursor-pointer hover:bg-sunken",
              )}
            >
              <input
                type="checkbox"
                checked={isThere || chosen.includes(id)}
                disabled={isThere}
                onChange={() => toggle(id)}
              />
              <VendorText className="min-w-0 truncate">{name}</VendorText>
              {isThere && <span className="ml-auto shrink-0 text-xs">{t("alreadyThere")}</span>}
            </label>
          );
        })}
      </fieldset>
      {found?.length === 0 && <p className="px-2 text-ink-muted text-sm">{t("noWorkspace")}</p>}
    </div>
  );
}
