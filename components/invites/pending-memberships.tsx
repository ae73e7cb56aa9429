"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Section } from "@/components/shell/section";
import { pendingMembershipsQuery } from "@/lib/directory/invites/queries";
import { PendingMembershipText } from "./pending-membership-list";

export function PendingMemberships({ email }: { email: string }) {
  const t = useTranslations("invites.places");
  const { data = [] } = useQuery(pendingMembershipsQuery(email));
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
