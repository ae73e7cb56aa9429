/** How many filters a query string sets: several values of one are one filter, and so are a range and its time zone. */
export function countFilters(query: string): number {
  const names = new Set(
    [...new URLSearchParams(query).keys()].map((name) => (/^(to|zone)$/.test(name) ? "from" : name)),
  );
  return names.size;
}
