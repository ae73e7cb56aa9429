import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Partial, Point } from "./series";
import { ComparisonSwatch, HatchSwatch, LineSwatch, MarkSwatch } from "./swatch";

type Props = {
  points: readonly Point[];
  comparison?: string | undefined;
  mark?: string | undefined;
  line: string | undefined;
};

export function ChartKey({ points, comparison, mark, line }: Props) {
  const t = useTranslations("ui.partial");
  const partial = findKind(points);
  if ([comparison, mark, line, partial].every((one) => one === undefined)) return null;
  return (
    <figcaption className="flex flex-wrap gap-x-5 gap-y-1 pt-2 text-ink-muted text-xs">
      {comparison !== undefined && <KeyEntry swatch={<ComparisonSwatch />}>{comparison}</KeyEntry>}
      {line !== undefined && <KeyEntry swatch={<LineSwatch />}>{line}</KeyEntry>}
      {mark !== undefined && <KeyEntry swatch={<MarkSwatch />}>{mark}</KeyEntry>}
      {partial !== undefined && <KeyEntry swatch={<HatchSwatch />}>{t(partial)}</KeyEntry>}
    </figcaption>
  );
}

function findKind(points: readonly Point[]): Partial | "both" | undefined {
  const kinds = new Set(points.flatMap(({ partial }) => partial ?? []));
  return kinds.size > 1 ? "both" : [...kinds][0];
}

export function KeyEntry({ swatch, children }: { swatch: ReactNode; children: ReactNode }) {
  return (
    <span className="flex items-center gap-2">
      {swatch}
      {children}
    </span>
  );
}
