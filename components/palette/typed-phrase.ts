import { fold } from "./operation-phrase";

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

export type GrantWords<Persona> = {
  words: readonly string[];
  personas: readonly (readonly [string, Persona])[];
};
export type GrantPhrase<Persona> = { email: string; persona: Persona | null };

/** Reads "grant auditor ada@x.example", in any order: an address, and else only words of granting and of a role. */
export function readGrant<Persona>(
  text: string,
  { words, personas }: GrantWords<Persona>,
): GrantPhrase<Persona> | null {
  const given = text.trim().split(/\s+/);
  const [email, ...more] = given.filter(isAddress);
  const others = given.filter((word) => word !== email).map(fold);
  if (!email || more.length > 0 || others.length === 0) return null;
  const persona = personas.find(([word]) => others.includes(fold(word)))?.[1] ?? null;
  const isKnown = (word: string) => words.includes(word) || personas.some(([one]) => fold(one) === word);
  return others.every(isKnown) ? { email, persona } : null;
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
