/** Client-safe. Files of these list people, with names and addresses. */
const ofPeople = ["members", "workspace-members", "invites", "activity"];

/**
 * Whether a file lists people. Claude Code does by its column of actors, which is there unless others are chosen, and
 * usage where somebody chooses people.
 */
export function isOfPeople(noun: string, search: URLSearchParams): boolean {
  const groups = (search.get("group") ?? "").split(",").filter((group) => group !== "");
  return (
    ofPeople.includes(noun) ||
    (noun === "usage" && groups.includes("person")) ||
    (noun === "claude-code" && (groups.length === 0 || groups.includes("actor")))
  );
}
