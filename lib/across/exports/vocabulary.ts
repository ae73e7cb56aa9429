/** Client-safe. Files of these nouns list names and addresses. */
const ofPeople = [
  "members",
  "workspace-members",
  "access",
  "invites",
  "keys",
  "activity",
  "findings",
  "offboardings/receipt",
  "reviews/pack",
];

/** Any of these makes usage a report by person, whose finest grain is the person. */
export const usageByPerson = ["person", "service_account", "product", "speed", "actor_type"];

/**
 * Whether a file carries people in bulk, so that it needs a recent sign-in; `noun` is its path without the extension.
 * Claude Code and usage from Analytics list people unless other groups are chosen, and what is filtered by people is
 * about them, whatever the groups.
 */
export function isOfPeople(noun: string, search: URLSearchParams): boolean {
  const groups = (search.get("group") ?? "").split(",").filter((group) => group !== "");
  if (noun === "people/keys-and-people") return search.get("kind") === "person";
  if (noun === "claude-code")
    return groups.length === 0 || groups.includes("actor") || isGiven(search, "actor");
  if (noun !== "usage") return ofPeople.includes(noun);
  if (groups.includes("person") || isGiven(search, "person")) return true;
  const isFinest = groups.length === 0;
  return (
    isFinest && (search.get("source") === "analytics" || usageByPerson.some((name) => isGiven(search, name)))
  );
}

/** Client-safe. Null for an address that isn't one of a file. */
export function toExportNoun(pathname: string): string | null {
  return /^\/api\/export\/([a-z/-]+)\.[a-z]+$/.exec(pathname)?.[1] ?? null;
}

function isGiven(search: URLSearchParams, name: string): boolean {
  return (search.get(name) ?? "") !== "";
}
