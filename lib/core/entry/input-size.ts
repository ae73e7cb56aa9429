import "server-only";

/** More than the body of a request, and than the longest list that a form sends. */
const most = 5_000_000;
const ofEachValue = 20;
/** What is nested deeper is neither hashed nor recorded, and no schema reads it. */
const deepest = 20;

/**
 * Whether an input is too large once it is written out. React sends a part that occurs twice only once, so a short
 * request can hold more values than memory does.
 */
export function isTooMuch(input: unknown): boolean {
  return spend(input, most, 0) < 0;
}

/** Returns what is left of the budget after this value; once it is below zero, the rest isn't looked at. */
function spend(value: unknown, budget: number, depth: number): number {
  let left = budget - ofEachValue - (typeof value === "string" ? value.length : 0);
  if (typeof value !== "object" || value === null || depth > deepest) return left;
  for (const part of listParts(value)) {
    if (left < 0) break;
    left = spend(part, left, depth + 1);
  }
  return left;
}

/** Whether a part of an input stays in the browser. React's stand-in for it throws as soon as a schema reads it. */
export function hasReference(input: unknown, depth = 0): boolean {
  if (typeof input === "function") return true;
  if (typeof input !== "object" || input === null || depth > deepest) return false;
  for (const part of listParts(input)) if (hasReference(part, depth + 1)) return true;
  return false;
}

function* listParts(value: object): Iterable<unknown> {
  if (isIterable(value)) yield* value;
  else
    for (const [key, each] of Object.entries(value)) {
      yield key;
      yield each;
    }
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && typeof value[Symbol.iterator] === "function";
}
