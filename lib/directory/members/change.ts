import "server-only";
import type { Seen } from "@/lib/core/admin-api/list-all";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { AppError } from "@/lib/core/errors/errors";
import { type AssignableRole, isImmovableRole } from "@/lib/core/organization/vocabulary";
import { fetchMember, removeMemberFromOrganization, updateMemberRole } from "./gateway";
import { applyMember, getMember } from "./mirror";
import type { Member } from "./response-schema";

type By = Permit<"members:write">;
type RoleChange = { memberId: string; role: AssignableRole; expected: string };

export function toRoleWrite(by: By, { memberId, role, expected }: RoleChange): Write<Seen<Member>> {
  return {
    ...toWrite(memberId),
    before: async () => {
      await refreshMember(memberId);
      const before = await readMovable(memberId);
      if (before.state.role !== expected)
        throw new AppError("conflict", "the member has another role by now");
      return before;
    },
    send: () => updateMemberRole(by, memberId, role),
    isDone: (found) => found?.id === memberId && found.role === role,
  };
}

export function toRemovalWrite(by: By, memberId: string): Write<Seen<Member>> {
  return {
    ...toWrite(memberId),
    before: () => readMovable(memberId),
    send: () => removeMemberFromOrganization(by, memberId),
    isDone: (found) => found === null,
  };
}

function toWrite(memberId: string): Pick<Write<Seen<Member>>, "apply" | "reread"> {
  return {
    apply: (tx, found, own) => applyMember(tx, memberId, found, own),
    reread: () => fetchMember(memberId),
  };
}

/** Somebody else may have changed the person since the last listing. */
async function refreshMember(memberId: string): Promise<void> {
  const found = await fetchMember(memberId);
  const db = await database();
  await db.transaction((tx) => applyMember(tx, memberId, found, { properties: [] }));
}

/** The API would refuse admins anyway, so nothing is sent. */
async function readMovable(memberId: string) {
  const { email, role } = await getMember(memberId);
  if (isImmovableRole(role))
    throw new AppError("refused", `${role} is immovable`, { reason: "immovable_member" });
  return { label: email, state: { role } };
}
