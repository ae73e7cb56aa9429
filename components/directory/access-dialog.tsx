"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { Change, CheckedChange } from "@/lib/directory/access/change-schema";
import { basketCheckQuery } from "@/lib/directory/access/queries";
import { maxChanges } from "@/lib/directory/access/vocabulary";
import { personAccessQuery } from "@/lib/directory/workspaces/queries";
import { isRaise } from "./is-raise";
import { useChangeAccess } from "./use-change-access";
import { WorkspaceList } from "./workspace-list";
import { WorkspaceRoleAccessNote } from "./workspace-role-access-note";
import { WorkspaceRolePicker } from "./workspace-role-picker";

type Kind = "add" | "change" | "remove";
type Props = {
  kind: Kind;
  userIds: readonly string[];
  /** Without one, the dialog asks. */
  workspaceId?: string;
  /** What else to know before. */
  children?: ReactNode;
  onStarted?: () => void;
  onClose: () => void;
};

/** Changes who is in workspaces. What already is so, or can't be changed, is left out and counted. */
export function AccessDialog({ kind, userIds, workspaceId, children, onClose, onStarted = onClose }: Props) {
  const t = useTranslations();
  const [places, setPlaces] = useState<string[]>(workspaceId === undefined ? [] : [workspaceId]);
  // People whose roles change have different ones, so none of them is suggested.
  const [role, setRole] = useState<AssignableWorkspaceRole | undefined>(
    kind === "change" ? undefined : assignableWorkspaceRoles[0],
  );
  const changing = useChangeAccess(onStarted);
  const there = useThere(kind, userIds);
  const { checked, error, isTooMuch } = useChecked(places, userIds, kind === "remove" ? null : role);
  const changes = (checked ?? []).flatMap((one) => toChange(kind, one));
  const place = workspaceId === undefined ? "asked" : "given";
  return (
    <Dialog title={t(`access.editor.title.${kind}`, { count: userIds.length, place })} onClose={onClose}>
      {children && <div className="mb-4 grid gap-3 text-ink-muted">{children}</div>}
      {workspaceId === undefined && (
        <WorkspaceList chosen={places} at={null} hasDefault={false} there={there} onChange={setPlaces} />
      )}
      <form
        className="mt-4 grid gap-4 first:mt-0"
        onSubmit={(event) => {
          event.preventDefault();
          if (changes.length > 0 && !changing.isPending) changing.mutate({ changes });
        }}
      >
        {kind !== "remove" && <WorkspaceRolePicker role={role} onChange={setRole} />}
        <div role="status" className="grid gap-1 text-ink-muted text-sm">
          {isTooMuch && <p className="text-danger">{t("access.editor.tooMuch", { most: maxChanges })}</p>}
          {checked && <Outcome kind={kind} checked={checked} changes={changes} />}
        </div>
        {error && <FailureNote failure={toFailure(error)} />}
        {changing.error && <FailureNote failure={toFailure(changing.error)} />}
        <div className="flex flex-wrap justify-end gap-2 max-sm:*:grow">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button
            type="submit"
            variant={kind === "remove" ? "danger" : "primary"}
            disabled={changes.length === 0}
            isPending={changing.isPending}
          >
            {t(`access.editor.confirm.${kind}`, { count: changes.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The workspaces that one person can't be added to again; with several people, they differ. */
function useThere(kind: Kind, [userId = "", ...others]: readonly string[]): readonly string[] {
  const isOne = kind === "add" && userId !== "" && others.length === 0;
  const { data } = useQuery({ ...personAccessQuery(userId), enabled: isOne });
  return isOne ? (data?.memberships ?? []).map(({ workspaceId }) => workspaceId) : [];
}

/** Nobody is asked for the role that each person has now; the check answers with it. */
function useChecked(
  places: readonly string[],
  userIds: readonly string[],
  role: AssignableWorkspaceRole | null | undefined,
) {
  const asked =
    role === undefined
      ? []
      : places.flatMap((workspaceId) =>
          userIds.map((userId) => ({ workspaceId, userId, role, expected: null })),
        );
  const isTooMuch = asked.length > maxChanges;
  const isAsking = asked.length > 0 && !isTooMuch;
  const { data, isPlaceholderData, error } = useQuery({ ...basketCheckQuery(asked), enabled: isAsking });
  return { checked: isAsking && !isPlaceholderData ? data : undefined, error, isTooMuch };
}

function toChange(kind: Kind, { workspaceId, userId, role, present, state }: CheckedChange): Change[] {
  const isThere = state === "changed" && present !== null;
  if (kind === "add" ? state !== "ready" : !isThere) return [];
  return [{ workspaceId, userId, role, expected: kind === "add" ? null : present }];
}

type OutcomeProps = { kind: Kind; checked: readonly CheckedChange[]; changes: readonly Change[] };

function Outcome({ kind, checked, changes }: OutcomeProps) {
  const t = useTranslations("access.editor");
  const inherited = checked.filter(({ state }) => state === "inherited" || state === "unassignable").length;
  const others = checked.length - changes.length - inherited;
  const raised = changes.filter(isRaise);
  const [first] = raised;
  return (
    <>
      <p>{t(`count.${kind}`, { count: changes.length })}</p>
      {others > 0 && <p>{t(`skipped.${kind}`, { count: others })}</p>}
      {inherited > 0 && <p>{t("inherited", { count: inherited })}</p>}
      {first?.role && (
        <>
          {kind === "change" && <p>{t("raised", { count: raised.length })}</p>}
          <WorkspaceRoleAccessNote role={first.role} />
        </>
      )}
    </>
  );
}
