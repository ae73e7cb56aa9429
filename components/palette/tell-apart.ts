import type { ObjectEntry } from "./entry";

const shownCharacters = 6;

/** IDs of a kind begin alike. */
export const toEnd = (id: string) => `…${id.slice(-shownCharacters)}`;

/** Names aren't unique: entries that read alike get what tells them apart, in what is done with them too. */
export function tellApart(entries: readonly (ObjectEntry & { mark: string })[]): ObjectEntry[] {
  const names = entries.map(({ label, detail }) => `${label}\n${detail ?? ""}`);
  return entries.map(({ mark, ...entry }, place) => {
    const isAlone = names.every((name, other) => other === place || name !== names[place]);
    return isAlone ? entry : { ...entry, detail: [entry.detail, mark].filter(Boolean).join(" · ") };
  });
}
