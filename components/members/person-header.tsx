"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PastDateLink } from "@/components/directory/past-date-link";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { PageHeader } from "@/components/shell/page-header";
import { useAsked, useGiven } from "@/components/shell/use-asked-dialog";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { onDemand } from "@/components/ui/on-demand";
import { assignableRoles } from "@/lib/core/organization/vocabulary";
import type { MemberDetail } from "@/lib/directory/members/schema";
import { toPlanQueryString } from "@/lib/directory/offboardings/search-params";
import { PersonTitle } from "./person-title";

const ChangeRoleDialog = onDemand(() => import("./change-role-dialog").then((file) => file.ChangeRoleDialog));

type Props = { member: MemberDetail["member"]; canWrite: boolean };

const linked = ["role"] as const;

export function PersonHeader({ member, canWrite }: Props) {
  const t = useTranslations();
  const [isAsked, setAsked] = useState(false);
  const { goneAt, reason, removalReason } = member;
  const why = reason ?? removalReason;
  const canChange = canWrite && goneAt === null;
  useAsked(linked, () => canChange && setAsked(true));
  const [given, forgetRole] = useGiven("as");
  const role = assignableRoles.find((one) => one === given);
  const close = () => {
    setAsked(false);
    forgetRole();
  };
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs of={[{ href: "/members", label: t("members.title") }]} />}
        title={<PersonTitle member={member} />}
        description={
          goneAt !== null &&
          t.rich("members.person.leftOn", { date: () => <DateText at={goneAt} show="day" /> })
        }
        actions={
          <>
            <PastDateLink noun="access" of={{ kind: "person", filter: { q: member.email } }} />
            {canChange && <PersonActions member={member} onAskRole={() => setAsked(true)} />}
          </>
        }
      />
      {canChange && why && <p className="-mt-3 text-ink-muted text-sm">{t(`reasons.${why}`)}</p>}
      {isAsked && <ChangeRoleDialog member={member} {...(role && { suggested: role })} onClose={close} />}
    </>
  );
}

type ActionsProps = { member: MemberDetail["member"]; onAskRole: () => void };

function PersonActions({ member: { id, reason, removalReason }, onAskRole }: ActionsProps) {
  const t = useTranslations();
  const router = useRouter();
  return (
    <>
      <Button
        disabled={reason !== null}
        title={reason ? t(`reasons.${reason}`) : undefined}
        onClick={onAskRole}
      >
        {t("members.changeRole")}
      </Button>
      <Button
        disabled={removalReason !== null}
        title={removalReason ? t(`reasons.${removalReason}`) : undefined}
        onClick={() => router.push(`/members/offboard${toPlanQueryString({ members: [id] })}`)}
      >
        {t("members.offboard")}
      </Button>
    </>
  );
}
