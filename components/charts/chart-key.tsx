import type { ReactNode } from "react";
import { GhostSwatch, LineSwatch, MarkSwatch } from "./swatch";

type Props = { ghost?: string | undefined; mark?: string | undefined; line: string | undefined };

/** What the shapes beside the bars mean. */
export function ChartKey({ ghost, mark, line }: Props) {
  if (ghost === undefined && mark === undefined && line === undefined) return null;
  return (
    <figcaption className="flex flex-wrap gap-x-5 gap-y-1 pt-2 text-ink-muted text-xs">
      {ghost !== undefined && <Entry swatch={<GhostSwatch />}>{ghost}</Entry>}
      {line !== undefined && <Entry swatch={<LineSwatch />}>{line}</Entry>}
      {mark !== undefined && <Entry swatch={<MarkSwatch />}>{mark}</Entry>}
    </figcaption>
  );
}

function Entry({ swatch, children }: { swatch: ReactNode; children: ReactNode }) {
  return (
    <span className="flex items-center gap-2">
      {swatch}
      {children}
    </span>
  );
}
