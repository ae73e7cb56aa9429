"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { type AssignableRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { Change, RoleChange } from "@/lib/directory/access/change-schema";
import type { Copy } from "@/lib/directory/workspaces/schema";
import { ChangeLines, type Line } from "./change-lines";
import { isRaise } from "./is-raise";
import type { FoundPerson } from "./person-finder";
import { useChangeAccess } from "./use-change-access";
import { useRoleName } from "./use-role-name";
import { useWorkspaceRoleName } from "./use-workspace-role-name";
import { WorkspaceRoleAccessNote } from "./workspace-role-access-note";

type Props = {
  copies: readonly Copy[];
  people: readonly FoundPerson[];
  /** Whether the dialog starts at the button, because everything is chosen. */
  hasFocus: boolean;
  onStarted: () => void;
  onClose: () => void;
};

/** Adds what is missing or, if asked, makes access identical. Each change can be left out. */
export function CopyForm({ copies, people, hasFocus, onStarted, onClose }: Props) {
  const t = useTranslations();
  const [isIdentical, setIdentical] = useState(false);
  const [left, setLeft] = useState<readonly string[]>([]);
  const starting = useChangeAccess(onStarted);
  const toGroup = useGroup((key) => setLeft([...left, key]));
  const all = copies.flatMap(listCopied);
  const changes = all.filter((one) => (isIdentical || !one.isSurplus) && !left.includes(one.key));
  const raised = toAccess(changes).changes.filter(isRaise);
  const raisedTo = raised.find(({ role }) => role === "workspace_admin")?.role ?? raised[0]?.role;
  const groups = people.map((person) => toGroup(person, changes)).filter(({ lines }) => lines.length > 0);
  const hasAny = copies.some(({ rows }) => rows.some(({ step }) => step !== "remove"));
  const fixed = copies.filter(({ reason }) => reason !== null).length;
  const unknown = copies.flatMap(({ rows }) => rows.filter(({ step }) => step === "unknown")).length;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (changes.length > 0 && !starting.isPending) starting.mutate(toAccess(changes));
      }}
    >
      {all.some(({ isSurplus }) => isSurplus) && (
        <SegmentedControl
          label={t("access.copy.how")}
          isLabelVisible
          options={[
            { value: "add", label: t("access.copy.add") },
            { value: "identical", label: t("access.copy.identical") },
          ]}
          value={isIdentical ? "identical" : "add"}
          onChange={(value) => setIdentical(value === "identical")}
        />
      )}
      {groups.length > 0 ? (
        <ChangeLines groups={groups} />
      ) : (
        <p>{t(`access.copy.${hasAny ? "same" : "nothing"}`)}</p>
      )}
      <div className="grid gap-1 text-ink-muted text-sm empty:hidden">
        {fixed > 0 && <p>{t("access.copy.fixed", { count: fixed })}</p>}
        {unknown > 0 && <p>{t("access.copy.unknown", { count: unknown })}</p>}
      </div>
      {raisedTo && <WorkspaceRoleAccessNote role={raisedTo} />}
      {starting.error && <FailureNote failure={toFailure(starting.error)} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("ui.cancel")}</Button>
        <Button
          ref={hasFocus ? takeFocus : null}
          type="submit"
          variant="primary"
          disabled={changes.length === 0}
          isPending={starting.isPending}
        >
          {t("access.copy.confirm", { count: changes.length })}
        </Button>
      </div>
    </form>
  );
}

/** The changes of a person, by the name of the workspace. */
function useGroup(onDrop: (key: string) => void) {
  const t = useTranslations("access");
  const toRole = useRoleName();
  const toWorkspaceRole = useWorkspaceRoleName();
  return ({ id, name, email }: FoundPerson, changes: readonly CopiedChange[]) => {
    const title = name || email;
    const lines = changes
      .filter(({ userId }) => userId === id)
      .map(({ key, place, role, expected }): Line => {
        const toName = place === null ? toRole : toWorkspaceRole;
        const where = place?.name ?? t("organizationRole");
        return {
          key,
          name: where,
          before: expected && toName(expected),
          after: role && toName(role),
          drop: { label: t("unstage", { person: title, workspace: where }), onDrop: () => onDrop(key) },
        };
      });
    return { id, title, lines };
  };
}

function takeFocus(element: HTMLButtonElement | null): void {
  element?.focus();
}

type Common = {
  key: string;
  userId: string;
  /** Whether only identical access needs it. */
  isSurplus: boolean;
};
/** Without a place, the role is of the organization. */
type CopiedChange = Common &
  (
    | { place: null; role: AssignableRole; expected: string }
    | { place: { id: string; name: string }; role: Change["role"]; expected: string | null }
  );

/** Everything in which the access of two people differs and that can be changed. */
function listCopied({ userId, rows, organizationRole }: Copy): CopiedChange[] {
  const memberships = rows.flatMap(({ workspaceId: id, name, role, present, step }): CopiedChange[] => {
    const change = { key: `${id}/${userId}`, userId, place: { id, name }, expected: present };
    if (step === "remove") return [{ ...change, role: null, isSurplus: true }];
    const given = assignableWorkspaceRoles.find((one) => one === role);
    return given && (step === "add" || step === "change")
      ? [{ ...change, role: given, isSurplus: false }]
      : [];
  });
  if (organizationRole === null) return memberships;
  const { role, present } = organizationRole;
  return [{ key: userId, userId, place: null, role, expected: present, isSurplus: true }, ...memberships];
}

function toAccess(copied: readonly CopiedChange[]): { changes: Change[]; roles: RoleChange[] } {
  const changes: Change[] = [];
  const roles: RoleChange[] = [];
  for (const { userId, ...one } of copied)
    if (one.place === null) roles.push({ userId, role: one.role, expected: one.expected });
    else changes.push({ userId, workspaceId: one.place.id, role: one.role, expected: one.expected });
  return { changes, roles };
}
