import { fold } from "./find-commands";

type Role<Value> = { role: Value; name: string };

/** Reads "ada to developer": a role at the end, and before it whose. `filler` says nothing about the name. */
export function readRole<Value>(
  words: readonly string[],
  roles: readonly Role<Value>[],
  filler: readonly string[],
): { role: Value; rest: string } | null {
  for (const { role, name } of roles) {
    const own = name.split(/\s+/);
    const said = words.slice(-own.length);
    const isSaid =
      said.length === own.length && own.every((word, index) => fold(word) === fold(said[index] ?? ""));
    const rest = words
      .slice(0, -own.length)
      .filter((word) => !filler.includes(fold(word)))
      .join(" ");
    if (isSaid) return { role, rest };
  }
  return null;
}
