"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { WorkspaceRolePicker } from "@/components/directory/workspace-role-picker";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SearchInput } from "@/components/ui/controls/search-input";
import { LongList } from "@/components/ui/display/long-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { fold } from "@/lib/core/format/fold";
import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { PersonAccess } from "@/lib/directory/workspaces/schema";
import { useGiveAccess } from "./use-give-access";

type Props = { userId: string; person: string; others: PersonAccess["others"]; onClose: () => void };

export function AddMembershipsDialog({ userId, person, others, onClose }: Props) {
  const t = useTranslations();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [role, setRole] = useState<AssignableWorkspaceRole>(assignableWorkspaceRoles[0]);
  const giving = useGiveAccess(onClose, ({ workspaceId }) => ({
    person,
    place: others.find(({ id }) => id === workspaceId)?.name ?? workspaceId,
  }));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <Dialog title={t("workspaces.access.addTitle")} onClose={onClose}>
      <WorkspaceFinder others={others} chosen={chosen} onToggle={toggle} />
      <form
        className="mt-4 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const grants = [...chosen].map((workspaceId) => ({ workspaceId, userId, role, expected: null }));
          if (grants.length > 0 && !giving.isPending) giving.mutate(grants);
        }}
      >
        <WorkspaceRolePicker role={role} onChange={setRole} />
        {giving.error && <FailureNote failure={toFailure(giving.error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" variant="primary" disabled={chosen.size === 0} isPending={giving.isPending}>
            {t("workspaces.access.addCount", { count: chosen.size })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type FinderProps = {
  others: PersonAccess["others"];
  chosen: ReadonlySet<string>;
  onToggle: (id: string) => void;
};

/** Every workspace is already loaded, so searching doesn't ask the server. */
function WorkspaceFinder({ others, chosen, onToggle }: FinderProps) {
  const t = useTranslations("workspaces.access");
  const [q, setQ] = useState("");
  const wanted = fold(q.trim());
  const found = others.filter(({ name }) => fold(name).includes(wanted));
  return (
    <div className="grid gap-2">
      <SearchInput label={t("search")} value={q} onSearch={setQ} />
      {found.length === 0 && <p className="px-2 py-1 text-ink-muted text-sm">{t("noMatch")}</p>}
      <LongList items={found} label={t("choose")} isChosen={({ id }) => chosen.has(id)}>
        {({ id, name }) => (
          <label
            key={id}
            className="flex pointer-coarse:min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 hover:bg-sunken"
          >
            <input type="checkbox" checked={chosen.has(id)} onChange={() => onToggle(id)} />
            <VendorText className="min-w-0 truncate">{name}</VendorText>
          </label>
        )}
      </LongList>
    </div>
  );
}
