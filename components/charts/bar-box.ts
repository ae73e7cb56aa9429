const shareOfSlot = 0.82;
const widest = 48;
/** Narrower bars touch, because gaps would be as wide as they are. */
const narrowest = 8;

export type Box = { x: number; width: number; hasGap: boolean };

/** Whole pixels, so that bars that touch have no seam. */
export function toBarBox(slot: { x: number; width: number }): Box {
  const wanted = Math.min(widest, slot.width * shareOfSlot);
  const hasGap = wanted >= narrowest;
  const width = hasGap ? wanted : slot.width;
  const left = Math.round(slot.x + (slot.width - width) / 2);
  return { x: left, width: Math.max(1, Math.round(slot.x + (slot.width + width) / 2) - left), hasGap };
}

/** A rectangle whose upper corners are round. */
export function toBarPath(box: { x: number; y: number; width: number; height: number }, radius: number) {
  const { x, y, width, height } = box;
  const r = Math.min(radius, width / 2, height);
  const corner = (dx: number, dy: number) => `a${r},${r} 0 0 1 ${dx},${dy}`;
  return `M${x},${y + height}v${r - height}${corner(r, -r)}h${width - 2 * r}${corner(r, r)}v${height - r}z`;
}
