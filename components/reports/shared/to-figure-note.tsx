import type { ReactNode } from "react";
import { IncompleteBadge } from "@/components/shell/incomplete-note";
import { Provisional } from "@/components/shell/loading-history";
import type { Coverage } from "@/lib/money/reports/schema";

type Given = {
  of: Pick<Coverage, "loading" | "incompleteDays">;
  /** Whether there is no figure yet. */
  isUnread: boolean;
  /** What it is compared with. */
  change: ReactNode;
};

/** Below the figure that a report is about: how far it can be relied on, and what it is compared with. */
export function toFigureNote({ of: { loading, incompleteDays }, isUnread, change }: Given): ReactNode {
  const note = loading ? !isUnread && <Provisional /> : change;
  if (incompleteDays === 0) return note;
  return (
    <>
      <IncompleteBadge days={incompleteDays} /> {note}
    </>
  );
}
