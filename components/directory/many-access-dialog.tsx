"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { Change, CheckedChange } from "@/lib/directory/access/change-schema";
import { basketCheckQuery } from "@/lib/directory/access/queries";
import { maxChanges } from "@/lib/directory/access/vocabulary";
import { useChangeAccess } from "./use-change-access";
import { WorkspaceList } from "./workspace-list";
import { WorkspaceRolePicker } from "./workspace-role-picker";

type Kind = "add" | "remove";
type Props = { kind: Kind; userIds: readonly string[]; onStarted: () => void; onClose: () => void };

/** Adds people to workspaces or removes them. What already is so, or can't be changed, is left out and counted. */
export function ManyAccessDialog({ kind, userIds, onStarted, onClose }: Props) {
  const t = useTranslations();
  const [places, setPlaces] = useState<string[]>([]);
  const [role, setRole] = useState<AssignableWorkspaceRole>(assignableWorkspaceRoles[0]);
  const changing = useChangeAccess(onStarted);
  const asked = places.flatMap((workspaceId) =>
    userIds.map((userId) => ({ workspaceId, userId, role: kind === "add" ? role : null, expected: null })),
  );
  const isTooMuch = asked.length > maxChanges;
  const isAsking = asked.length > 0 && !isTooMuch;
  const check = useQuery({ ...basketCheckQuery(asked), enabled: isAsking });
  const checked = isAsking && !check.isPlaceholderData ? check.data : undefined;
  const changes = (checked ?? []).flatMap((one) => toChange(kind, one));
  const count = changes.length;
  return (
    <Dialog title={t(`members.access.${kind}Title`, { count: userIds.length })} onClose={onClose}>
      <WorkspaceList chosen={places} at={null} hasDefault={false} onChange={setPlaces} />
      <form
        className="mt-4 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (count > 0 && !changing.isPending) changing.mutate(changes);
        }}
      >
        {kind === "add" && <WorkspaceRolePicker role={role} onChange={setRole} />}
        <div role="status" className="grid gap-1 text-ink-muted text-sm">
          {isTooMuch && <p className="text-danger">{t("members.access.tooMuch", { most: maxChanges })}</p>}
          {checked && <Outcome kind={kind} checked={checked} count={count} />}
        </div>
        {check.error && <FailureNote failure={toFailure(check.error)} />}
        {changing.error && <FailureNote failure={toFailure(changing.error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button
            type="submit"
            variant={kind === "add" ? "primary" : "danger"}
            disabled={count === 0}
            isPending={changing.isPending}
          >
            {t(`members.access.${kind}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type OutcomeProps = { kind: Kind; checked: readonly CheckedChange[]; count: number };

function Outcome({ kind, checked, count }: OutcomeProps) {
  const t = useTranslations("members.access");
  const inherited = checked.filter(({ state }) => state === "inherited").length;
  const others = checked.length - count - inherited;
  return (
    <>
      <p>{t(`${kind}Count`, { count })}</p>
      {others > 0 && <p>{t(`${kind}Same`, { count: others })}</p>}
      {inherited > 0 && <p>{t("inherited", { count: inherited })}</p>}
    </>
  );
}

/** The role that each person has now comes from the server's check. */
function toChange(kind: Kind, { workspaceId, userId, role, present, state }: CheckedChange): Change[] {
  if (kind === "add") return state === "ready" ? [{ workspaceId, userId, role, expected: null }] : [];
  const isThere = state === "changed" && present !== null;
  return isThere ? [{ workspaceId, userId, role: null, expected: present }] : [];
}
