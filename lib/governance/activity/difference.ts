import "server-only";
import type { FieldChange } from "./schema";

/** The vendor's raw copy, and fields that identify the object rather than describe it. */
const unshown = ["raw", "seenAt", "id", "type"];

/**
 * Compares two states field by field. If one holds only what the operation was about, other fields of the other are
 * ignored; against nothing, every field counts.
 */
export function toDifference(before: unknown, after: unknown): FieldChange[] {
  const [was, is] = [listFields(before), listFields(after)];
  const names = new Set([...was.keys(), ...(was.size === 0 ? is.keys() : [])]);
  return [...names]
    .filter((field) => is.size === 0 || was.size === 0 || is.has(field))
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** Flattens a state: `{ tags: { team: "x" } }` becomes `tags.team`. */
export function listFields(state: unknown, path = ""): Map<string, string | null> {
  if (!isPlain(state)) return new Map();
  const fields = Object.entries(state).flatMap(([key, value]): [string, string | null][] => {
    if (unshown.includes(key)) return [];
    return isPlain(value) ? [...listFields(value, `${path}${key}.`)] : [[path + key, toText(value)]];
  });
  return new Map(fields);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
