export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden className={className} fill="currentColor">
      <path d="M2 1.5h2.5v2h2.25v-2h2.5v2h2.25v-2H14v5.25l-1.25 1v6.75H9.75V11.5a1.75 1.75 0 0 0-3.5 0v3h-3V7.75L2 6.75z" />
    </svg>
  );
}
