import { fold } from "./find-commands";

/** What stands in the place of `*`, as typed: "create workspace *" reads "create workspace Lab 3" as "Lab 3". */
export function readArgument(text: string, templates: readonly string[]): string | null {
  const words = text.trim().split(/\s+/);
  for (const template of templates) {
    const [before = [], after = []] = template.split("*").map(toWords);
    const rest = words.slice(before.length, words.length - after.length);
    const isSaid =
      isSame(words.slice(0, before.length), before) &&
      isSame(words.slice(words.length - after.length), after);
    if (rest.length > 0 && words.length > before.length + after.length && isSaid) return rest.join(" ");
  }
  return null;
}

export function isAddress(word: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(word);
}

function toWords(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

function isSame(words: readonly string[], others: readonly string[]): boolean {
  return words.every((word, index) => fold(word) === fold(others[index] ?? ""));
}
