import type { FormatValue, Line, Point, Series, Shape } from "./series";

export type Drawing = {
  series: readonly Series[];
  points: readonly Point[];
  line: Line | undefined;
  shape: Shape;
  /** Whether the axis has whole numbers only. */
  isCount?: boolean | undefined;
  formatValue: FormatValue;
};

const sample = "1234567";

/** By content, because a table row that is pointed at renders the report again with equal figures. */
export function isSameDrawing(one: Drawing, other: Drawing): boolean {
  return (
    one.shape === other.shape &&
    isSameList(one.series, other.series, isSameSeries) &&
    isSameList(one.points, other.points, isSamePoint) &&
    isSameList(one.line?.values ?? [], other.line?.values ?? [], Object.is) &&
    one.formatValue(sample, "short") === other.formatValue(sample, "short")
  );
}

function isSameSeries(one: Series, other: Series): boolean {
  return one.id === other.id && one.isOther === other.isOther && one.color === other.color;
}

function isSamePoint(one: Point, other: Point): boolean {
  return (
    one.day === other.day &&
    one.granularity === other.granularity &&
    one.partial === other.partial &&
    one.note?.label === other.note?.label &&
    one.comparison?.value === other.comparison?.value &&
    isSameList(one.values, other.values, Object.is)
  );
}

function isSameList<Item>(
  one: readonly Item[],
  other: readonly Item[],
  isSame: (a: Item, b: Item) => boolean,
): boolean {
  if (one.length !== other.length) return false;
  // Sound: both lists have an item at each index.
  return one.every((item, index) => isSame(item, other[index] as Item));
}
