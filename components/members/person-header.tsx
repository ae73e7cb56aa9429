"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PastDateLink } from "@/components/directory/past-date-link";
import { PageHeader } from "@/components/shell/page-header";
import { useAsked, useGiven } from "@/components/shell/use-asked-dialog";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { onDemand } from "@/components/ui/on-demand";
import { assignableRoles } from "@/lib/directory/vocabulary";
import type { MemberDetail } from "@/lib/members/schema";
import { PersonTitle } from "./person-title";

const ChangeRoleDialog = onDemand(() => import("./change-role-dialog").then((file) => file.ChangeRoleDialog));
const RemoveMemberDialog = onDemand(() =>
  import("./remove-member-dialog").then((file) => file.RemoveMemberDialog),
);

type Asked = "role" | "remove";
type Props = { member: MemberDetail["member"]; canWrite: boolean };

const linked = ["role"] as const;

export function PersonHeader({ member, canWrite }: Props) {
  const t = useTranslations();
  const [asked, setAsked] = useState<Asked>();
  const { goneAt, reason, removalReason } = member;
  const why = reason ?? removalReason;
  const canChange = canWrite && goneAt === null;
  useAsked(linked, (name) => canChange && setAsked(name));
  const [given, forgetRole] = useGiven("as");
  const role = assignableRoles.find((one) => one === given);
  const close = () => {
    setAsked(undefined);
    forgetRole();
  };
  return (
    <>
      <PageHeader
        breadcrumbs={[{ href: "/members", label: t("members.title") }]}
        title={<PersonTitle member={member} />}
        description={
          goneAt !== null &&
          t.rich("members.person.leftOn", { date: () => <DateText at={goneAt} show="day" /> })
        }
        actions={
          <>
            <PastDateLink noun="access" of={{ kind: "person", filter: { q: member.email } }} />
            {canChange && <PersonActions member={member} onAsk={setAsked} />}
          </>
        }
      />
      {canChange && why && <p className="-mt-3 text-ink-muted text-sm">{t(`reasons.${why}`)}</p>}
      {asked === "role" && (
        <ChangeRoleDialog member={member} {...(role && { suggested: role })} onClose={close} />
      )}
      {asked === "remove" && <RemoveMemberDialog member={member} onClose={close} />}
    </>
  );
}

type ActionsProps = { member: MemberDetail["member"]; onAsk: (asked: Asked) => void };

function PersonActions({ member: { id, reason, removalReason }, onAsk }: ActionsProps) {
  const t = useTranslations();
  return (
    <>
      <Button
        disabled={reason !== null}
        title={reason ? t(`reasons.${reason}`) : undefined}
        onClick={() => onAsk("role")}
      >
        {t("members.changeRole")}
      </Button>
      <Link href={`/members/offboard?members=${encodeURIComponent(id)}`} className={toButtonClass()}>
        {t("members.offboard")}
      </Link>
      <Button
        disabled={removalReason !== null}
        title={removalReason ? t(`reasons.${removalReason}`) : undefined}
        onClick={() => onAsk("remove")}
      >
        {t("members.remove")}
      </Button>
    </>
  );
}
