import clsx from "clsx";
import { Clock, CornerDownRight, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Reach, ReachKind } from "@/lib/directory/access/vocabulary";
import { toCellRole } from "./grid-roles";
import { cellSize } from "./use-grid-window";
import { useReachText } from "./use-reach-text";

const looks: Record<ReachKind, string> = {
  none: "text-ink-faint",
  direct: "bg-accent-soft font-medium",
  inherited: "text-ink-muted",
  default: "text-ink-muted",
  pending: "border border-line-strong border-dashed text-ink-muted",
  failed: "border border-danger border-dashed text-danger",
};
const icons: Partial<Record<ReachKind, typeof Clock>> = {
  inherited: CornerDownRight,
  pending: Clock,
  failed: TriangleAlert,
};

type Props = {
  id: string;
  column: number;
  isActive: boolean;
  onPress: () => void;
  children: ReactNode;
};

/** Not focused itself: the grid keeps focus and names its active cell. */
export function GridCell({ id, column, isActive, onPress, children }: Props) {
  return (
    <div
      id={id}
      {...toCellRole(column, onPress)}
      className={clsx(
        "absolute inset-y-0 grid cursor-pointer grid-cols-[minmax(0,1fr)] items-center px-1.5 hover:bg-sunken",
        isActive && activeClass,
      )}
      style={{ ...toPlace(column), anchorName: isActive ? "--access-cell" : undefined }}
    >
      {children}
    </div>
  );
}

export const activeClass = "group-focus/grid:outline-2 outline-accent -outline-offset-2";

export function toPlace(column: number) {
  return { left: `calc(var(--name-width) + ${column * cellSize.width}px)`, width: cellSize.width };
}

export function ReachText({ reach, className }: { reach: Reach; className?: string }) {
  const { toShort, toTitle, toNote } = useReachText();
  const { kind } = reach;
  const Icon = icons[kind];
  return (
    <span
      title={toTitle(reach)}
      className={clsx(
        "flex w-fit max-w-full min-w-0 items-center gap-1 rounded-md px-1.5 py-1 text-xs leading-4",
        looks[kind],
        className,
      )}
    >
      {Icon && <Icon aria-hidden className="size-3 shrink-0" />}
      <VendorText className="line-clamp-2">{toShort(reach)}</VendorText>
      <span className="sr-only">({toNote(reach)})</span>
    </span>
  );
}
