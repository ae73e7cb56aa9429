/** How many filters a query string sets: several values of one are one filter, and so are both ends of a range. */
export function countFilters(query: string): number {
  const names = new Set(
    [...new URLSearchParams(query).keys()].map((name) => (name === "to" ? "from" : name)),
  );
  return names.size;
}
