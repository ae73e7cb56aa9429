"use client";

import { useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { useRoleName } from "@/components/directory/use-role-name";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { Fact, Facts } from "@/components/ui/display/facts";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { MemberDetail } from "@/lib/directory/members/schema";
import { LastActive, SpendText } from "./member-cells";
import { MemberCostKind } from "./member-cost-kind";

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
          <SpendText t={tAll} spend={spend} hidden={member.hidden} />{" "}
          {spend.source && <MemberCostKind source={spend.source} />}
        </Fact>
        <Fact name={t("person.throughKeys")}>
          <CostThroughKeys keys={spend.keys} memberId={member.id} />
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

type ThroughProps = Pick<MemberDetail["spend"], "keys"> & { memberId: string };

/** What the keys cost that the person created, whoever uses them. */
function CostThroughKeys({ keys: { cents, otherCents, isEstimate }, memberId }: ThroughProps) {
  const t = useTranslations("members.person");
  const search = new URLSearchParams({ maker: memberId, sort: "cost", dir: "desc" });
  if (cents === null) return t("noKeyCost");
  return (
    <>
      <Amount cents={cents} others={otherCents} />{" "}
      <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />
      <Link
        href={`/keys?${search}`}
        className="flex min-h-6 w-fit items-center rounded-sm text-accent text-sm hover:underline print:hidden"
      >
        {t("showKeys")}
      </Link>
    </>
  );
}
