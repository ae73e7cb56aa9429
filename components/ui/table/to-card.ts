import type { Column } from "./table-columns";

type Placed = Pick<Column<unknown>, "id" | "card" | "isHeaderHidden" | "width">;
/** A card's buttons need less room than a table's cell: their icons have some around them. */
const padding = 12;

export type Card = {
  /** By the column's ID. A value without a note below it is as tall as the card. */
  places: ReadonlyMap<string, string>;
  /** The height of a row: of lines below the name, of a sentence, of two lines at the right, or of less. */
  height: "lines" | "sentence" | "note" | "value";
  /** The width of the buttons at the end, in pixels. */
  endWidth: number;
};

/** Where a phone shows each column; null if the table stays a table there. */
export function toCard(columns: readonly Placed[]): Card | null {
  if (!columns.some(({ card }) => card !== undefined)) return null;
  const isWide = columns[0]?.card === "wide";
  const name = Math.max(
    0,
    columns.findIndex(({ card }) => card === "name"),
  );
  const hasNote = columns.some(({ card }) => card === "note");
  const toPlace = ({ card, isHeaderHidden }: Placed, index: number): string | undefined => {
    if (index === name) return card === "wide" ? card : "name";
    if (isHeaderHidden) return "end";
    return card === "value" && !(hasNote || isWide) ? "value-tall" : card;
  };
  const places = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const place = toPlace(column, index);
    if (place) places.set(column.id, place);
  }
  const hasLine = columns.some(({ card }) => card === "line");
  return {
    places,
    height: hasLine ? "lines" : isWide ? "sentence" : hasNote ? "note" : "value",
    endWidth: Math.max(0, (columns.find((one) => one.isHeaderHidden)?.width ?? 0) - padding),
  };
}
