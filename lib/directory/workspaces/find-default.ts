import "server-only";
import { processSingleton } from "@/lib/core/process/process-singleton";

/** Default can't be renamed, so an ID that was hidden once is always Default's. */
const hiddenIds = () => processSingleton("hidden-workspaces", () => new Set<string>());

/**
 * Any workspace may have the name, but the real one is hidden unless requested.
 * @param named The IDs of workspaces with the name, among those requested with Default
 */
export async function findDefault(
  named: readonly string[],
  listWithout: () => Promise<{ rows: { id: string }[] }>,
): Promise<string | undefined> {
  const known = named.find((id) => hiddenIds().has(id));
  if (known !== undefined || named.length === 0) return known;
  const listed = new Set((await listWithout()).rows.map(({ id }) => id));
  const hidden = named.find((id) => !listed.has(id));
  if (hidden !== undefined) hiddenIds().add(hidden);
  return hidden;
}
