"use client";

import { useState } from "react";
import { type AskedWrites, useEachAsked } from "@/components/shell/use-asked-writes";
import type { AssignableRole } from "@/lib/core/organization/vocabulary";
import type { MemberRow } from "@/lib/directory/members/schema";
import { givesMore } from "@/lib/directory/members/vocabulary";
import { RaiseRoleDialog } from "./raise-role-dialog";
import { useChangeRole } from "./use-change-role";
import { useCurrentMember } from "./use-current-member";

export type AskedRole = {
  member: Pick<MemberRow, "id" | "name" | "email" | "role">;
  role: AssignableRole;
};

/** Asks first about a role that gives more. */
export function RoleChanges({ asked }: { asked: AskedWrites<AskedRole> }) {
  const change = useChangeRole();
  const [raise, setRaise] = useState<AskedRole>();
  const run = ({ member, role }: AskedRole) => change({ member, role, before: member.role });
  useEachAsked(asked, (one) => (givesMore(one.role, one.member.role) ? setRaise(one) : run(one)));
  return raise && <Raise asked={raise} onConfirm={run} onClose={() => setRaise(undefined)} />;
}

type Props = { asked: AskedRole; onConfirm: (asked: AskedRole) => void; onClose: () => void };

function Raise({ asked: { member, role }, onConfirm, onClose }: Props) {
  const now = useCurrentMember(member.id);
  const person = { ...member, role: now.role ?? member.role };
  return (
    <RaiseRoleDialog
      person={person}
      role={role}
      onConfirm={() => {
        onConfirm({ member: person, role });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
