import clsx from "clsx";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { Column } from "./table-columns";
import { headRole } from "./table-roles";

type Direction = "asc" | "desc";
export type Sort = { by: string; direction: Direction; onSort: (by: string, direction: Direction) => void };

const icons = { asc: ArrowUp, desc: ArrowDown, none: ChevronsUpDown };
const ariaSort = { asc: "ascending", desc: "descending", none: "none" } as const;

type Props<Row> = {
  column: Column<Row>;
  sort: Sort | undefined;
  className: string;
  place?: string | undefined;
};

export function TableHead<Row>({ column, sort, className, place }: Props<Row>) {
  const { id, isNumeric, isSortable, isWideOnly, headerLead, headerNote } = column;
  const now = sort?.by === id ? sort.direction : "none";
  return (
    <th
      scope="col"
      {...headRole}
      data-card={place}
      data-column={id}
      // Otherwise each cell would be announced with its heading's buttons.
      aria-label={headerLead || headerNote ? column.header : undefined}
      aria-sort={sort && isSortable ? ariaSort[now] : undefined}
      className={clsx(
        "h-9 border-b bg-surface px-3 text-left font-medium text-ink-muted text-xs",
        isNumeric && "text-right",
        isWideOnly && "wide-only",
        headerNote && !isSortable && "py-1",
        className,
      )}
    >
      {headerLead ? (
        <span className="flex min-w-0 items-center gap-1">
          {headerLead}
          <Name column={column} sort={sort} />
        </span>
      ) : (
        <Name column={column} sort={sort} />
      )}
      {headerNote}
    </th>
  );
}

function Name<Row>({ column, sort }: Pick<Props<Row>, "column" | "sort">) {
  const { id, isNumeric, isSortable, isHeaderHidden } = column;
  const text = column.headerShown ?? column.header;
  if (!sort || !isSortable)
    return <span className={isHeaderHidden ? "sr-only" : "block truncate"}>{text}</span>;
  const now = sort.by === id ? sort.direction : "none";
  const Icon = icons[now];
  return (
    <button
      type="button"
      onClick={() => sort.onSort(id, now === "asc" ? "desc" : "asc")}
      className={clsx(
        "group -mx-1.5 inline-flex h-6 pointer-coarse:h-11 max-w-[calc(100%+0.75rem)] items-center gap-1 rounded-sm px-1.5 align-middle hover:bg-sunken hover:text-ink",
        isNumeric && "flex-row-reverse",
        now !== "none" && "text-ink",
      )}
    >
      <span className="truncate">{text}</span>
      <Icon
        aria-hidden
        className={clsx(
          "size-3.5 shrink-0",
          now === "none" && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
        )}
      />
    </button>
  );
}
