"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { Fact, Facts } from "@/components/ui/display/facts";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { MemberDetail } from "@/lib/members/schema";
import { LastActive, SpendText } from "./member-cells";

type Props = Pick<MemberDetail, "member" | "spend">;

export function PersonFacts({ member, spend }: Props) {
  const t = useTranslations("members");
  const tAll = useTranslations();
  const toName = useRoleName();
  return (
    <section aria-label={t("person.facts")} className="grid gap-3">
      <Facts>
        <Fact name={t("email")}>
          <VendorText>{member.email}</VendorText>
        </Fact>
        <Fact name={t("role")}>{toName(member.role)}</Fact>
        <Fact name={t("spend")}>
          <SpendText t={tAll} spend={spend} hidden={member.hidden} />
          <SpendNote source={spend.source} hidden={member.hidden} />
        </Fact>
        <Fact name={t("lastActive")}>
          <LastActive t={tAll} day={member.lastActiveOn} hidden={member.hidden} />
        </Fact>
        <Fact name={t("added")}>{member.addedAt ? <DateText at={member.addedAt} show="day" /> : "–"}</Fact>
      </Facts>
      <CopyableId value={member.id} label={t("person.id")} />
    </section>
  );
}

type NoteProps = Pick<MemberDetail["spend"], "source"> & Pick<MemberDetail["member"], "hidden">;

function SpendNote({ source, hidden }: NoteProps) {
  const t = useTranslations("members");
  const text = { reported: t("person.spendReported"), claude_code: t("spendEstimate") };
  return (
    <span aria-hidden={source !== "reported"} className="block text-ink-muted text-xs">
      {source === null ? t(hidden ? `hidden.${hidden}` : "spendUnknown") : text[source]}
    </span>
  );
}
