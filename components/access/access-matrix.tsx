"use client";

import clsx from "clsx";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import type { Rows } from "@/components/ui/table/table";
import type { Change } from "@/lib/directory/access/change-schema";
import type { AccessColumn, AccessRow } from "@/lib/directory/access/schema";
import { toReach } from "@/lib/directory/access/vocabulary";
import { AccessGrid } from "./access-grid";
import type { Basket } from "./basket";
import { CellChoice } from "./cell-choice";
import { ReachText } from "./grid-cell";
import { RoleChoice } from "./role-choice";

type Props = {
  rows: Rows<AccessRow>;
  columns: readonly AccessColumn[];
  isBusy: boolean;
  /** Null where nothing can be changed. */
  basket: Basket | null;
  /** Why that is so, where the cells don't say it. */
  fixed: "past" | "readOnly" | null;
};

export function AccessMatrix({ rows, columns, isBusy, basket, fixed }: Props) {
  const t = useTranslations("access");
  return (
    <AccessGrid
      label={t("matrix")}
      rows={rows}
      columns={columns}
      isBusy={isBusy}
      renderCell={(person, workspace) => {
        const staged = basket?.find({ userId: person.id, workspaceId: workspace.id });
        if (staged) return <StagedText change={staged} />;
        return <ReachText reach={toReach(person, workspace)} />;
      }}
      renderChoice={(person, workspace, onClose) => (
        <CellChoice person={person} workspace={workspace} onClose={onClose}>
          {basket && <RoleChoice {...{ person, workspace, basket, onClose }} />}
          {fixed && <p className="text-ink-muted">{t(`fixed.${fixed}`)}</p>}
        </CellChoice>
      )}
    />
  );
}

/** A cell as it would be. */
function StagedText({ change: { role, expected } }: { change: Pick<Change, "role" | "expected"> }) {
  const t = useTranslations("access");
  const toRole = useWorkspaceRoleName();
  const before = expected === null ? t("noAccess") : toRole(expected);
  return (
    <span
      className={clsx(
        "flex w-fit min-w-0 max-w-full items-center gap-1 rounded-md px-1.5 py-1 font-medium text-xs leading-4 outline-1 outline-dashed -outline-offset-1",
        role === null ? "bg-danger-soft text-danger" : "bg-warn-soft text-warn",
      )}
    >
      <Pencil aria-hidden className="size-3 shrink-0" />
      <span className={clsx("line-clamp-2", role === null && "line-through")}>
        {role === null ? before : toRole(role)}
      </span>
      <span className="sr-only">{t("stagedFrom", { before, isRemoved: String(role === null) })}</span>
    </span>
  );
}
