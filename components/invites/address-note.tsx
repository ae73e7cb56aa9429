"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { Link } from "@/components/ui/controls/link";
import type { AddressCheck } from "@/lib/directory/invites/schema";

const boxClass = "rounded-md bg-warn-soft px-3 py-2 text-sm text-warn";

export function AddressNote({ check: { member, invite } }: { check: AddressCheck }) {
  const t = useTranslations("invites");
  const toRole = useRoleName();
  if (member)
    return (
      <p role="status" className={boxClass}>
        {t("isMember", { name: member.name || member.email })}{" "}
        <Link href={`/members?q=${encodeURIComponent(member.email)}`} className="underline">
          {t("showMember")}
        </Link>
      </p>
    );
  if (!invite) return null;
  const expires = t("expiresIn", { days: invite.expiresInDays ?? 0 });
  return (
    <p role="status" className={boxClass}>
      {t("isInvited", { role: toRole(invite.role), expires })}
    </p>
  );
}
