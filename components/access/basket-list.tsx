"use client";

import { useTranslations } from "next-intl";
import { ChangeLines, type Line } from "@/components/directory/change-lines";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Button } from "@/components/ui/controls/button";
import type { CheckedChange } from "@/lib/directory/access/change-schema";
import type { Basket, StagedChange } from "./basket";

export const groupings = ["person", "workspace"] as const;
export type Grouping = (typeof groupings)[number];
const other = { person: "workspace", workspace: "person" } as const;
const idOf = { person: "userId", workspace: "workspaceId" } as const;

type Props = { basket: Basket; checked: readonly CheckedChange[] | undefined; grouping: Grouping };

export function BasketList({ basket, checked, grouping }: Props) {
  const t = useTranslations("access");
  const toName = useWorkspaceRoleName();
  const toText = (role: string | null) => (role === null ? null : toName(role));
  const ids = [...new Set(basket.changes.map((change) => change[idOf[grouping]]))];

  function toLine(change: StagedChange): Line {
    const { workspaceId, userId, person, workspace, expected, role } = change;
    const found = checked?.find((one) => one.workspaceId === workspaceId && one.userId === userId);
    return {
      key: `${workspaceId}/${userId}`,
      name: change[other[grouping]],
      before: toText(expected),
      after: toText(role),
      note: found && found.state !== "ready" && <Conflict change={change} found={found} basket={basket} />,
      drop: { label: t("unstage", { person, workspace }), onDrop: () => basket.drop([change]) },
    };
  }

  const groups = ids.map((id) => {
    const changes = basket.changes.filter((change) => change[idOf[grouping]] === id);
    return { id, title: changes[0]?.[grouping] ?? id, lines: changes.map(toLine) };
  });
  return <ChangeLines groups={groups} />;
}

type ConflictProps = { change: StagedChange; found: CheckedChange; basket: Basket };

function Conflict({ change, found: { state, present }, basket }: ConflictProps) {
  const t = useTranslations("access");
  const toName = useWorkspaceRoleName();
  return (
    <p className="flex flex-wrap items-center gap-2 text-warn text-xs">
      {t(`state.${state}`, { present: present === null ? t("noAccess") : toName(present) })}
      {state === "changed" && (
        <Button onClick={() => basket.stage({ ...change, expected: present })}>{t("stageAnew")}</Button>
      )}
    </p>
  );
}
