"use client";

import clsx from "clsx";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { WorkspaceRoleAccessNote } from "@/components/directory/workspace-role-access-note";
import { Button } from "@/components/ui/controls/button";
import type { GivableWorkspaceRole } from "@/lib/core/organization/vocabulary";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import type { AccessColumn, AccessRow } from "@/lib/directory/access/schema";
import { toReach } from "@/lib/directory/access/vocabulary";
import { listOfferedRoles } from "@/lib/directory/workspaces/vocabulary";
import type { Basket } from "./basket";

type Props = { person: AccessRow; workspace: AccessColumn; basket: Basket; onClose: () => void };

/** Choosing stages a change; nothing is sent yet. */
export function RoleChoice({ person, workspace, basket, onClose }: Props) {
  const t = useTranslations("access");
  const toRole = useWorkspaceRoleName();
  const [raised, setRaised] = useState<GivableWorkspaceRole>();
  const options = listOptions(person, workspace);
  if (options.length === 0) return <FixedReason person={person} workspace={workspace} />;
  const pair = { workspaceId: workspace.id, userId: person.id };
  const reach = toReach(person, workspace);
  // A member doesn't have a planned role yet; for an invite, the plan itself is what changes.
  const isThere = person.kind === "invite" || reach.kind === "direct" || reach.kind === "inherited";
  const present = isThere ? reach.role : null;
  const staged = basket.find(pair);
  const chosen = staged ? staged.role : present;
  const stage = (role: GivableWorkspaceRole | null) => {
    const names = { person: person.name || person.email, workspace: workspace.name };
    // A staged change keeps the role that the person saw when they staged it.
    basket.stage({ ...pair, ...names, role, expected: staged ? staged.expected : present });
    onClose();
  };
  const choose = (role: GivableWorkspaceRole | null) =>
    role === "workspace_admin" && role !== chosen ? setRaised(role) : stage(role);
  if (basket.isFull && !staged) return <p className="text-warn">{t("basketFull")}</p>;
  if (raised)
    return <Raise role={raised} onConfirm={() => stage(raised)} onBack={() => setRaised(undefined)} />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the legend of a fieldset would be in the way of its rows.
    <div role="group" aria-label={t("stageAs")} onKeyDown={moveFocus} className="grid gap-0.5">
      {options.map((role) => (
        <button
          key={role}
          type="button"
          aria-pressed={role === chosen}
          data-first={role === chosen || undefined}
          onClick={() => choose(role)}
          className={clsx(
            "-mx-1.5 flex h-8 pointer-coarse:h-11 items-center gap-2 rounded-md px-1.5 text-left hover:bg-sunken focus:bg-sunken",
            role === null && "text-danger",
          )}
        >
          <span className="min-w-0 flex-1 truncate">{role === null ? t("noAccess") : toRole(role)}</span>
          {role === chosen && <Check aria-hidden className="size-4 text-ink-muted" />}
        </button>
      ))}
    </div>
  );
}

type RaiseProps = { role: GivableWorkspaceRole; onConfirm: () => void; onBack: () => void };

/** Asks about a role that grants more, as lists do where a role changes at once. */
function Raise({ role, onConfirm, onBack }: RaiseProps) {
  const t = useTranslations();
  const toRole = useWorkspaceRoleName();
  return (
    <div className="grid gap-2">
      <WorkspaceRoleAccessNote role={role} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="sm" onClick={onBack}>
          {t("ui.cancel")}
        </Button>
        <Button ref={takeFocus} size="sm" variant="primary" onClick={onConfirm}>
          {t("members.raise.confirm", { role: toRole(role) })}
        </Button>
      </div>
    </div>
  );
}

/** The button that was pressed is gone. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}

/** Roles from the organization can't be taken away in a workspace, or changed before the person is a member. */
function listOptions(
  { kind, role }: AccessRow,
  { isDefault }: AccessColumn,
): (GivableWorkspaceRole | null)[] {
  if (kind === "left" || isDefault) return [];
  if (kind === "invite" && Object.hasOwn(inheritedRoles, role)) return [];
  const offered = listOfferedRoles(role);
  return Object.hasOwn(inheritedRoles, role) ? [...offered] : [null, ...offered];
}

/** Why nothing can be chosen, where the cell's own reason doesn't say it. */
function FixedReason({ person, workspace }: Pick<Props, "person" | "workspace">) {
  const t = useTranslations("access.fixed");
  const toOrganizationRole = useRoleName();
  if (person.kind !== "invite") return null;
  const role = toOrganizationRole(person.role);
  return <p className="text-ink-muted">{t(workspace.isDefault ? "default" : "invited", { role })}</p>;
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button.matches(":focus"));
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const next = steps[event.key];
  if (next === undefined) return;
  event.preventDefault();
  buttons[(next + buttons.length) % buttons.length]?.focus();
}
