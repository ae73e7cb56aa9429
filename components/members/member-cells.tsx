"use client";

import clsx from "clsx";
import type { useTranslations } from "next-intl";
import { FindingMark } from "@/components/directory/finding-mark";
import { PersonLink } from "@/components/directory/person-link";
import { useRoleName } from "@/components/directory/use-role-name";
import { NotReadYet, useIsRead } from "@/components/shell/read-history";
import type { ListSelection } from "@/components/shell/use-list-selection";
import { RowCheck } from "@/components/ui/controls/row-check";
import { Avatar } from "@/components/ui/display/avatar";
import { CountLink } from "@/components/ui/display/count-link";
import { DayText } from "@/components/ui/display/day-text";
import { useMoney } from "@/components/ui/display/money";
import { TwoLines } from "@/components/ui/display/two-lines";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { VendorText } from "@/components/ui/display/vendor-text";
import { windowDays } from "@/lib/core/format/calendar";
import type { MemberChoice, MemberRow, MemberSpend } from "@/lib/directory/members/schema";

/** A table creates one for all of its rows. */
type Translated = { t: ReturnType<typeof useTranslations<never>> };
type NameProps = Translated & { member: MemberRow; choice?: ListSelection<MemberChoice> | undefined };

export function MemberName({ t, member, choice }: NameProps) {
  const { id, name, email, role, findings } = member;
  const toRole = useRoleName();
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {choice && (
        <RowCheck
          label={t("ui.select", { what: name || email })}
          isChecked={choice.selection.has(id)}
          onToggle={(hasShift) => choice.onToggle(member, hasShift)}
        />
      )}
      <span className="max-md:hidden print:hidden">
        <Avatar name={name || email} />
      </span>
      <TwoLines
        detail={
          <>
            {/* Wide tables have a column for it. */}
            <span className="md:hidden">{name ? `${toRole(role)} · ` : toRole(role)}</span>
            {name && <VendorText>{email}</VendorText>}
          </>
        }
        mark={<FindingMark of={id} rules={findings} />}
      >
        <PersonLink id={id} className="card-link font-medium max-md:line-clamp-2 max-md:whitespace-normal">
          {name || email}
        </PersonLink>
      </TwoLines>
    </span>
  );
}

/** People with access to every workspace by role aren't counted. */
export function MemberWorkspaces({ t, member }: Translated & { member: MemberRow }) {
  if (!member.isEverywhere)
    return <CountLink href={`/members/${encodeURIComponent(member.id)}`} count={member.workspaceCount} />;
  const isBilling = member.role === "billing";
  return (
    <span title={t("members.everywhereText", { isBilling: String(isBilling) })}>
      {t(isBilling ? "members.costOnly" : "members.everywhere")}
    </span>
  );
}

type Hidden = Translated & Pick<MemberRow, "hidden">;

export function SpendText({ t, spend: { cents, otherCents }, hidden }: { spend: MemberSpend } & Hidden) {
  const money = useMoney();
  const isRead = useIsRead(windowDays);
  if (!hidden && !isRead && (cents === null || cents === "0")) return <NotReadYet />;
  if (cents === null)
    return <UnknownValue reason={t(hidden ? `members.hidden.${hidden}` : "members.spendUnknown")} />;
  const isNothing = cents === "0" && Object.keys(otherCents ?? {}).length === 0;
  return (
    <span className={clsx("tabular-nums", isNothing && "text-ink-faint")}>
      {money.formatAll(cents, otherCents)}
    </span>
  );
}

export function MemberSessions({ t, count, hidden }: { count: number | null } & Hidden) {
  const isRead = useIsRead(windowDays);
  if (!hidden && !isRead && !count) return <NotReadYet />;
  if (count === null)
    return <UnknownValue reason={t(hidden ? `members.hidden.${hidden}` : "members.claudeCodeUnknown")} />;
  if (count === 0) return <span className="text-ink-faint">{count}</span>; // Known, which a dash isn't.
  return t("members.sessions", { count });
}

export function LastActive({ t, day, hidden }: { day: string | null } & Hidden) {
  const isRead = useIsRead();
  if (hidden === "inherited") return <UnknownValue reason={t(`members.hidden.${hidden}`)} />;
  if (day === null && !isRead) return <NotReadYet />;
  if (day === null) return <span className="text-ink-muted">{t("members.neverActive")}</span>;
  return <DayText day={day} />;
}
