import { useState } from "react";
import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { Candidate } from "@/lib/directory/workspaces/schema";

/** `role` is undefined for the role of all. */
type ChosenPerson = Candidate & { role: AssignableWorkspaceRole | undefined };

/** Who shall be added, with a role for all and one for each who has their own. */
export function useChosenPeople(suggested: AssignableWorkspaceRole = assignableWorkspaceRoles[0]) {
  const [people, setPeople] = useState<readonly ChosenPerson[]>([]);
  const [role, setRole] = useState<AssignableWorkspaceRole>(suggested);
  const isChosen = ({ userId }: Candidate) => people.some((one) => one.userId === userId);
  const remove = (userId: string) => setPeople(people.filter((one) => one.userId !== userId));
  const add = (given: readonly Candidate[]) =>
    setPeople([...people, ...given.map((person) => ({ ...person, role: undefined }))]);
  return {
    people,
    role,
    setRole,
    isChosen,
    add,
    remove,
    toggle: (person: Candidate) => (isChosen(person) ? remove(person.userId) : add([person])),
    setOwnRole: (userId: string, own: AssignableWorkspaceRole | undefined) =>
      setPeople(people.map((one) => (one.userId === userId ? { ...one, role: own } : one))),
    toChanges: (workspaceId: string) =>
      people.map(({ userId, role: own }) => ({ workspaceId, userId, role: own ?? role, expected: null })),
  };
}

export type Choosing = ReturnType<typeof useChosenPeople>;
