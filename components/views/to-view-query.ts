/** What a view is about: where in the list somebody was, and what they looked at, isn't part of it. */
const places = ["page", "peek"];

/** In one spelling, so that two can be compared. */
export function toViewQuery(query: string): string {
  const search = new URLSearchParams(query);
  for (const place of places) search.delete(place);
  search.sort();
  return search.toString();
}
