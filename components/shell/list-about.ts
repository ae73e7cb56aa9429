/** The columns of the filters that are set. */
export function listAbout(columns: Record<string, boolean>): string[] {
  return Object.keys(columns).filter((id) => columns[id]);
}
