import type { ReactNode } from "react";
import { ComparisonSwatch, LineSwatch, MarkSwatch } from "./swatch";

type Props = { comparison?: string | undefined; mark?: string | undefined; line: string | undefined };

export function ChartKey({ comparison, mark, line }: Props) {
  if (comparison === undefined && mark === undefined && line === undefined) return null;
  return (
    <figcaption className="flex flex-wrap gap-x-5 gap-y-1 pt-2 text-ink-muted text-xs">
      {comparison !== undefined && <Entry swatch={<ComparisonSwatch />}>{comparison}</Entry>}
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
