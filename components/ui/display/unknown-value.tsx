export function UnknownValue({ reason }: { reason: string }) {
  return (
    <span title={reason} className="text-ink-muted">
      <span aria-hidden>–</span>
      <span className="sr-only">{reason}</span>
    </span>
  );
}
