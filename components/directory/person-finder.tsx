"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { SearchInput } from "@/components/ui/controls/search-input";
import { VendorText } from "@/components/ui/display/vendor-text";
import { membersQuery } from "@/lib/directory/members/queries";
import type { MemberRow } from "@/lib/directory/members/schema";

const maxFound = 8;
const none: readonly FoundPerson[] = [];

export type FoundPerson = Pick<MemberRow, "id" | "name" | "email">;
/** `first` is chosen already. */
type Props = {
  exceptId?: string;
  first?: FoundPerson | undefined;
  onChoose: (memberId: string, person: FoundPerson) => void;
};

export function PersonFinder({ exceptId, first, onChoose }: Props) {
  const [q, setQ] = useState("");
  const { data, error, isPlaceholderData } = useQuery({
    ...membersQuery({ q: q.trim() }),
    enabled: q.trim() !== "",
  });
  // People whom nobody searched for must not be there to be chosen.
  const rows = q.trim() === "" || isPlaceholderData ? undefined : data?.rows;
  const found = rows?.filter(({ id }) => id !== exceptId).slice(0, maxFound);
  return <PeopleFinder q={q} onSearch={setQ} found={found} error={error} first={first} onChoose={onChoose} />;
}

type FinderProps = Pick<Props, "first" | "onChoose"> & {
  q: string;
  onSearch: (q: string) => void;
  /** Undefined until they are read. */
  found: readonly FoundPerson[] | undefined;
  error: Error | null;
};

/** Whoever is chosen stays in sight while others are searched. */
export function PeopleFinder({ q, onSearch, found = none, error, first, onChoose }: FinderProps) {
  const t = useTranslations("members.finder");
  const group = useId();
  const [chosen, setChosen] = useState<FoundPerson | undefined>(first);
  const isChosenFound = found.some(({ id }) => id === chosen?.id);
  const shown = chosen && !isChosenFound ? [chosen, ...found] : found;
  const [best] = found;
  const choose = (person: FoundPerson) => {
    setChosen(person);
    onChoose(person.id, person);
  };
  const takeBest = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.defaultPrevented || !best) return;
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "search") return;
    event.preventDefault();
    choose(best);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key arrives at the search inside.
    <div className="grid gap-2" onKeyDown={takeBest}>
      <SearchInput label={t("search")} value={q} onSearch={onSearch} />
      {error && <FailureNote failure={toFailure(error)} />}
      {found !== none && found.length === 0 && <p className="text-ink-muted text-sm">{t("nobody")}</p>}
      {shown.length > 0 && (
        <fieldset className="rounded-md border p-1">
          <legend className="sr-only">{t("found")}</legend>
          {shown.map((person) => (
            <label
              key={person.id}
              className={clsx(
                "flex pointer-coarse:min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 hover:bg-sunken",
                // Enter in the search takes this one.
                person === best && !isChosenFound && "bg-sunken",
              )}
            >
              <input
                type="radio"
                name={group}
                checked={chosen?.id === person.id}
                onChange={() => choose(person)}
              />
              <span className="grid min-w-0">
                <VendorText className="truncate">{person.name || person.email}</VendorText>
                <VendorText className="truncate text-ink-muted text-xs">{person.email}</VendorText>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
