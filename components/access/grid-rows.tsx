import type { ReactNode } from "react";
import type { AccessColumn, AccessRow } from "@/lib/directory/access/schema";
import { GridCell } from "./grid-cell";
import { ColumnHead, CornerHead, RowHead } from "./grid-heads";
import { groupRole, toRowRole } from "./grid-roles";
import type { Grid } from "./use-grid";
import { cellSize } from "./use-grid-window";

type HeadProps = { grid: Grid; shown: readonly number[]; columns: readonly AccessColumn[] };

export function HeadRow({ grid, shown, columns }: HeadProps) {
  return (
    <div {...groupRole} className="sticky top-0 z-20">
      <div {...toRowRole(-1)} className="relative h-11 border-b bg-surface">
        <CornerHead id={grid.toId(-1, -1)} isActive={grid.isActive(-1, -1)} />
        {shown.map((column) => {
          const workspace = columns[column];
          if (!workspace) return null;
          const place = { id: grid.toId(-1, column), column, isActive: grid.isActive(-1, column) };
          return <ColumnHead key={workspace.id} {...place} workspace={workspace} />;
        })}
      </div>
    </div>
  );
}

type RowProps = HeadProps & {
  row: number;
  person: AccessRow | undefined;
  renderCell: (person: AccessRow, workspace: AccessColumn) => ReactNode;
  onPress: (row: number, column: number) => void;
};

export function PersonRow(props: RowProps) {
  const { grid, shown, columns, row, person, renderCell, onPress } = props;
  return (
    <div
      {...toRowRole(row)}
      className="absolute inset-x-0 h-11 border-b"
      style={{ top: (row + 1) * cellSize.height }}
    >
      <RowHead id={grid.toId(row, -1)} person={person} isActive={grid.isActive(row, -1)} />
      {shown.map((column) => {
        const workspace = columns[column];
        return (
          <GridCell
            key={column}
            id={grid.toId(row, column)}
            column={column}
            isActive={grid.isActive(row, column)}
            onPress={() => onPress(row, column)}
          >
            {person && workspace && renderCell(person, workspace)}
          </GridCell>
        );
      })}
    </div>
  );
}
