"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { type AskedWrites, useEachAsked } from "@/components/shell/use-asked-writes";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { AssignableRole } from "@/lib/core/organization/vocabulary";
import type { MemberRow } from "@/lib/directory/members/schema";
import { givesMore } from "@/lib/directory/members/vocabulary";
import { RoleAccessNote } from "./role-access-note";
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

type RaiseRoleDialogProps = {
  person: { name: string; email: string; role: string };
  role: AssignableRole;
  onConfirm: () => void;
  onClose: () => void;
};

/** A role that grants more access takes two steps, and the dialog shows what it allows. */
function RaiseRoleDialog({
  person: { name, email, role: before },
  role,
  onConfirm,
  onClose,
}: RaiseRoleDialogProps) {
  const t = useTranslations("members.raise");
  const toName = useRoleName();
  return (
    <ConfirmDialog
      title={t("title")}
      confirm={{
        label: t("confirm", { role: toName(role) }),
        isHarmless: true,
        disabledReason: before === role ? t("has") : undefined,
      }}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>
        {t.rich("text", {
          name: toVendorText(name || email, "font-medium text-ink"),
          before: toName(before),
          after: toName(role),
        })}
      </p>
      <RoleAccessNote role={role} />
    </ConfirmDialog>
  );
}
