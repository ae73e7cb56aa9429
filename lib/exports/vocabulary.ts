/** Client-safe. Files of these nouns list names and addresses. */
const ofPeople = ["members", "workspace-members", "access", "invites", "activity", "findings"];

/** Claude Code lists people unless other groups are chosen, and usage if people are chosen. */
export function isOfPeople(noun: string, search: URLSearchParams): boolean {
  const groups = (search.get("group") ?? "").split(",").filter((group) => group !== "");
  return (
    ofPeople.includes(noun) ||
    (noun === "usage" && groups.includes("person")) ||
    (noun === "claude-code" && (groups.length === 0 || groups.includes("actor")))
  );
}
