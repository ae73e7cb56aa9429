export function Swatch({ color }: { color: string }) {
  return (
    <span
      aria-hidden
      className="inline-block size-2.5 shrink-0 rounded-[2px]"
      style={{ background: color }}
    />
  );
}

export function ComparisonSwatch() {
  return <span aria-hidden className="h-2.5 w-3.5 shrink-0 border-ink-muted border-t-2 bg-ink/9" />;
}

export function MarkSwatch() {
  return <span aria-hidden className="size-2 shrink-0 rounded-full bg-danger" />;
}

export function LineSwatch() {
  return <span aria-hidden className="w-4 shrink-0 border-danger border-t-[1.5px] border-dashed" />;
}
