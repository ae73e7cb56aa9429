"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { SearchInput } from "@/components/ui/controls/search-input";
import { VendorText } from "@/components/ui/display/vendor-text";
import { membersQuery } from "@/lib/members/queries";
import { loadMemberSearch } from "@/lib/members/search-params";

const maxFound = 8;

type Props = { exceptId: string; onChoose: (memberId: string) => void };

export function PersonFinder({ exceptId, onChoose }: Props) {
  const t = useTranslations("members.finder");
  const group = useId();
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<string>();
  const { data, error } = useQuery({
    ...membersQuery({ ...loadMemberSearch(""), q: q.trim() }),
    enabled: q.trim() !== "",
  });
  const found = q.trim() === "" ? [] : (data?.rows ?? []).filter(({ id }) => id !== exceptId);
  return (
    <div className="grid gap-2">
      <SearchInput label={t("search")} value={q} onSearch={setQ} />
      {error && <FailureNote failure={toFailure(error)} />}
      {q.trim() !== "" && data && found.length === 0 && (
        <p className="text-ink-muted text-sm">{t("nobody")}</p>
      )}
      {found.length > 0 && (
        <fieldset className="max-h-52 overflow-y-auto rounded-md border p-1">
          <legend className="sr-only">{t("found")}</legend>
          {found.slice(0, maxFound).map(({ id, name, email }) => (
            <label
              key={id}
              className="flex pointer-coarse:min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 hover:bg-sunken"
            >
              <input
                type="radio"
                name={group}
                checked={chosen === id}
                onChange={() => {
                  setChosen(id);
                  onChoose(id);
                }}
              />
              <span className="grid min-w-0">
                <VendorText className="truncate">{name || email}</VendorText>
                <VendorText className="truncate text-ink-muted text-xs">{email}</VendorText>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
