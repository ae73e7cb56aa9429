"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SearchInput } from "@/components/ui/controls/search-input";
import { LongList } from "@/components/ui/display/long-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import { candidatesQuery } from "@/lib/directory/workspaces/queries";
import type { Candidate } from "@/lib/directory/workspaces/schema";
import { countMissingLetters } from "@/lib/directory/workspaces/vocabulary";
import type { Choosing } from "./use-chosen-people";

/** Longer than usual: a lead has a limited number of searches. */
const pauseMs = 400;

type Props = {
  /** Null for a workspace that doesn't exist yet. */
  workspaceId: string | null;
  choosing: Pick<Choosing, "isChosen" | "toggle" | "add">;
  /** Whether the dialog starts here. */
  startsHere?: boolean;
  /** Whom the search is for at first. */
  sought?: string | undefined;
};

/** People who can't be added are listed with the reason. */
export function PeopleFinder({ workspaceId, choosing, startsHere = false, sought = "" }: Props) {
  const t = useTranslations("workspaces.people");
  const [q, setQ] = useState(sought);
  const { data, error, isPlaceholderData } = useQuery(candidatesQuery(workspaceId, q.trim()));
  const missing = countMissingLetters(q);
  const found = missing > 0 ? undefined : data;
  const others = isPlaceholderData
    ? []
    : (found ?? []).filter((one) => !one.reason && !choosing.isChosen(one));
  return (
    <div className="grid gap-2">
      <SearchInput
        label={t("addSearch")}
        value={q}
        onSearch={setQ}
        pauseMs={pauseMs}
        startsHere={startsHere}
      />
      {error && <FailureNote failure={toFailure(error)} />}
      {missing > 0 && (
        <p role="status" className="text-ink-muted text-xs">
          {t(q.trim() === "" ? "addHint" : "addMore", { count: missing })}
        </p>
      )}
      {found?.length === 0 && <p className="text-ink-muted text-sm">{t("nobodyFound")}</p>}
      {found && found.length > 0 && (
        <LongList items={found} label={t("found")} isChosen={choosing.isChosen}>
          {(person) => (
            <Finding
              key={person.userId}
              person={person}
              isChosen={choosing.isChosen(person)}
              onToggle={() => choosing.toggle(person)}
            />
          )}
        </LongList>
      )}
      {others.length > 1 && (
        <Button data-edits size="sm" onClick={() => choosing.add(others)} className="justify-self-start">
          {t("chooseAll", { count: others.length })}
        </Button>
      )}
    </div>
  );
}

type FindingProps = { person: Candidate; isChosen: boolean; onToggle: () => void };

function Finding({ person: { name, email, reason }, isChosen, onToggle }: FindingProps) {
  const t = useTranslations("reasons");
  return (
    <label className="flex pointer-coarse:min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 hover:bg-sunken has-disabled:cursor-not-allowed has-disabled:hover:bg-transparent">
      <input type="checkbox" checked={isChosen} disabled={reason !== null} onChange={onToggle} />
      <span className="grid min-w-0">
        <VendorText className="truncate">{name || email}</VendorText>
        <VendorText className="truncate text-ink-muted text-xs">{email}</VendorText>
        {reason && <span className="text-ink-muted text-xs">{t(reason)}</span>}
      </span>
    </label>
  );
}
