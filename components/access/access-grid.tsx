"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import type { Rows } from "@/components/ui/table/table";
import { useEdges } from "@/components/ui/table/use-edges";
import type { AccessColumn, AccessRow } from "@/lib/directory/access/schema";
import { toPersonPage, toWorkspacePage } from "./grid-heads";
import { groupRole } from "./grid-roles";
import { HeadRow, PersonRow } from "./grid-rows";
import { useGrid } from "./use-grid";
import { cellSize, useGridWindow } from "./use-grid-window";

type Props = {
  label: string;
  rows: Rows<AccessRow>;
  columns: readonly AccessColumn[];
  isBusy: boolean;
  renderCell: (person: AccessRow, workspace: AccessColumn) => ReactNode;
  /** What a cell's choice shows; it is placed beside the cell. */
  renderChoice: (person: AccessRow, workspace: AccessColumn, onClose: () => void) => ReactNode;
};

/** People × workspaces. Only the cells in view are rendered, so that it may have millions. */
export function AccessGrid({ label, rows, columns, isBusy, renderCell, renderChoice }: Props) {
  const t = useTranslations("access");
  const router = useRouter();
  const region = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const count = { rows: rows.total, columns: columns.length };
  const view = useGridWindow(region, { ...count, start: rows.start ?? 0 }, rows.onVisibleRange);
  const grid = useGrid(region, {
    ...count,
    listKey: rows.listKey,
    onEnter: ({ row, column }) => {
      const [one, place] = [rows.at(row), columns[column]];
      if (row === -1) return place && router.push(toWorkspacePage(place.id));
      if (column === -1) return one && router.push(toPersonPage(one));
      setOpen(one !== undefined);
    },
  });
  useEdges(region, rows.total === 0);
  const { active } = grid;
  const [person, workspace] = [rows.at(active.row), columns[active.column]];
  const press = (row: number, column: number) => {
    grid.setActive({ row, column });
    setOpen(rows.at(row) !== undefined);
  };
  const close = () => {
    setOpen(false);
    region.current?.focus({ preventScroll: true });
  };
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <p id={`${grid.id}-keys`} className="sr-only">
        {t("gridKeys")}
      </p>
      <div className="scroll-edges relative flex min-h-0 flex-col">
        <div
          ref={region}
          {...grid.attributes}
          {...{ "aria-label": label, "aria-describedby": `${grid.id}-keys`, "aria-busy": isBusy }}
          className={clsx(
            "group/grid relative max-h-[85dvh] min-h-0 overflow-auto card text-sm -outline-offset-1 transition-opacity",
            "[--name-width:254px] max-md:[--name-width:150px]",
            isBusy && "opacity-60",
          )}
        >
          <div
            className="relative"
            style={{
              width: `max(100%, calc(var(--name-width) + ${columns.length * cellSize.width}px))`,
              height: (rows.total + 1) * cellSize.height,
            }}
          >
            <HeadRow grid={grid} shown={view.columns} columns={columns} />
            <div {...groupRole}>
              {view.rows.map((row) => (
                <PersonRow
                  key={row}
                  {...{ grid, row, columns, renderCell }}
                  shown={view.columns}
                  person={rows.at(row)}
                  onPress={press}
                />
              ))}
            </div>
          </div>
        </div>
      </div>
      {isOpen && person && workspace && renderChoice(person, workspace, close)}
    </div>
  );
}
