/** Parameters that aren't part of a view: the page of the list, and the row that was open beside it. */
const places = ["page", "peek"];

/** In one spelling, so that two can be compared. */
export function toViewQuery(query: string): string {
  const search = new URLSearchParams(query);
  for (const place of places) search.delete(place);
  search.sort();
  return search.toString();
}
