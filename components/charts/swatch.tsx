import { toEdgeColor } from "./series";

export function Swatch({ color }: { color: string }) {
  const edge = toEdgeColor(color);
  return (
    <span
      aria-hidden
      className="inline-block size-2.5 shrink-0 rounded-[2px] forced-color-adjust-none"
      style={{ background: color, ...(edge && { boxShadow: `inset 0 0 0 1px ${edge}` }) }}
    />
  );
}

export function ComparisonSwatch() {
  return (
    <span
      aria-hidden
      className="w-4 shrink-0 forced-color-adjust-none border-ink border-t-[1.5px] border-dashed"
    />
  );
}

export function MarkSwatch() {
  return <span aria-hidden className="size-2 shrink-0 rounded-full bg-danger forced-color-adjust-none" />;
}

export function LineSwatch() {
  return (
    <span
      aria-hidden
      className="w-4 shrink-0 forced-color-adjust-none border-danger border-t-[1.5px] border-dashed"
    />
  );
}

export function HatchSwatch() {
  return (
    <span
      aria-hidden
      className="size-2.5 shrink-0 rounded-[2px] forced-color-adjust-none bg-[repeating-linear-gradient(135deg,var(--color-ink-muted)_0_1.5px,transparent_1.5px_3.5px)]"
    />
  );
}

export function SolidSwatch() {
  return <span aria-hidden className="w-4 shrink-0 forced-color-adjust-none border-chart-1 border-t-2" />;
}

export function DottedSwatch() {
  return (
    <span
      aria-hidden
      className="w-4 shrink-0 forced-color-adjust-none border-chart-1 border-t-2 border-dotted"
    />
  );
}
