"use client";

import { useTranslations } from "next-intl";
import type { Rows } from "@/components/ui/table/table";
import type { AccessColumn, AccessRow } from "@/lib/directory/access/schema";
import { toReach } from "@/lib/directory/access/vocabulary";
import { AccessGrid } from "./access-grid";
import type { Basket } from "./basket";
import { CellChoice } from "./cell-choice";
import { ReachText } from "./grid-cell";
import { RoleChoice } from "./role-choice";
import { StagedText } from "./staged-text";

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
