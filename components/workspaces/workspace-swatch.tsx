const isColor = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

/** The vendor's text becomes a style only if it is a valid color. */
export function WorkspaceSwatch({ color }: { color: string | null }) {
  return (
    <span
      aria-hidden
      className="inline-block size-2.5 shrink-0 rounded-full border border-line-strong/40 bg-sunken"
      style={color && isColor(color) ? { backgroundColor: color } : undefined}
    />
  );
}
