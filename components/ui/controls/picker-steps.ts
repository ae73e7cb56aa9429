type Typed = { text: string; at: number };
type Given = {
  key: string;
  active: number;
  labels: readonly string[];
  typed: Typed;
  now?: number;
};

const typingPauseMs = 700;

/** Returns the option to move to, or null if the key isn't a list key. */
export function toStep({ key, active, labels, typed, now = Date.now() }: Given): number | null {
  const last = labels.length - 1;
  if (key === "ArrowDown") return Math.min(active + 1, last);
  if (key === "ArrowUp") return Math.max(active - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key.length !== 1 || key === " ") return null;
  typed.text = now - typed.at > typingPauseMs ? key : typed.text + key;
  typed.at = now;
  const wanted = typed.text.toLowerCase();
  // A single letter moves to the next option that starts with it.
  const from = wanted.length === 1 ? active + 1 : active;
  const order = labels.map((_, index) => (index + from) % labels.length);
  return order.find((index) => labels[index]?.toLowerCase().startsWith(wanted)) ?? active;
}
