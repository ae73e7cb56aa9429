"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Section } from "@/components/shell/section";
import { pendingMembershipsQuery } from "@/lib/directory/invites/queries";
import { memberDetailQuery } from "@/lib/directory/members/queries";
import { PendingMembershipText } from "./pending-membership-list";

export function PendingMemberships({ memberId }: { memberId: string }) {
  const t = useTranslations("invites.places");
  const { data: person } = useQuery(memberDetailQuery(memberId));
  const email = person?.member.email;
  const { data = [] } = useQuery({ ...pendingMembershipsQuery(email ?? ""), enabled: email !== undefined });
  if (data.length === 0) return null;
  return (
    <Section title={t("fromInvite")} text={t("fromInviteNote")}>
      <ul className="grid gap-1 card px-4 py-3">
        {data.map((workspace) => (
          <li key={workspace.id} className={workspace.state === "failed" ? "text-danger" : undefined}>
            <PendingMembershipText workspace={workspace} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
