export type Mark = { x: number; y: number; label: string };
export type PlacedLabel = { x: number; y: number; anchor: "start" | "end"; label: string };

const letterWidth = 6.4;
const lineHeight = 16;
const aboveMark = 9;
const most = 4;

/** Labels of the highest marks first; one that would cover another is left to the tooltip. */
export function placeLabels(
  marks: readonly Mark[],
  area: { x: number; y: number; width: number },
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const { x, y, label } of marks.toSorted((one, other) => one.y - other.y)) {
    const anchor = x < area.x + area.width / 2 ? "start" : "end";
    const own: PlacedLabel = { x, y: Math.max(area.y + aboveMark, y - aboveMark), anchor, label };
    const [from, to] = toSides(own);
    const isInside = from >= area.x && to <= area.x + area.width;
    const isFree = placed.every((other) => {
      const [otherFrom, otherTo] = toSides(other);
      return to < otherFrom || from > otherTo || Math.abs(own.y - other.y) >= lineHeight;
    });
    if (isInside && isFree && placed.length < most) placed.push(own);
  }
  return placed;
}

/** Estimated: measuring text would lay out the page again. */
function toSides({ x, anchor, label }: PlacedLabel): [number, number] {
  const width = label.length * letterWidth;
  return anchor === "start" ? [x, x + width] : [x - width, x];
}
