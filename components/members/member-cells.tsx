"use client";

import { useLocale, useTranslations } from "next-intl";
import { PersonLink } from "@/components/directory/person-link";
import { NotReadYet, useIsRead } from "@/components/shell/loading-history";
import type { ListSelection } from "@/components/shell/use-list-selection";
import { RowCheck } from "@/components/ui/controls/row-check";
import { Avatar } from "@/components/ui/display/avatar";
import { useMoney } from "@/components/ui/display/money";
import { NumberText } from "@/components/ui/display/number-text";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { formatDay } from "@/lib/format";
import type { MemberChoice, MemberRow, MemberSpend } from "@/lib/members/schema";
import { windowDays } from "@/lib/members/vocabulary";

type NameProps = { member: MemberRow; choice?: ListSelection<MemberChoice> | undefined };

export function MemberName({ member, choice }: NameProps) {
  const t = useTranslations("ui");
  const { id, name, email } = member;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {choice && (
        <RowCheck
          label={t("select", { what: name || email })}
          isChecked={choice.selection.has(id)}
          onToggle={() => choice.selection.toggle(id, member)}
        />
      )}
      <Avatar name={name || email} />
      <PersonLink id={id} className="font-medium">
        {name || email}
      </PersonLink>
    </span>
  );
}

/** People with access to every workspace by role aren't counted. */
export function MemberWorkspaces({ member }: { member: MemberRow }) {
  const t = useTranslations("members");
  if (!member.isEverywhere) return <NumberText value={member.workspaceCount} />;
  return <span title={t("everywhereText")}>{t("everywhere")}</span>;
}

type Hidden = Pick<MemberRow, "hidden">;

/** Estimates are marked, because they cover only Claude Code. */
export function SpendText({ spend: { cents, otherCents, source }, hidden }: { spend: MemberSpend } & Hidden) {
  const t = useTranslations("members");
  const money = useMoney();
  const isRead = useIsRead(windowDays);
  if (!hidden && !isRead && (cents === null || cents === "0")) return <NotReadYet />;
  if (cents === null) return <UnknownValue reason={t(hidden ? `hidden.${hidden}` : "spendUnknown")} />;
  const amount = money.formatAll(cents, otherCents);
  if (source === "reported") return <span className="tabular-nums">{amount}</span>;
  return (
    <span title={t("spendEstimate")} className="tabular-nums">
      <span aria-hidden>≈ </span>
      {amount}
      <span className="sr-only"> {t("spendEstimate")}</span>
    </span>
  );
}

export function MemberSessions({ count, hidden }: { count: number | null } & Hidden) {
  const t = useTranslations("members");
  const isRead = useIsRead(windowDays);
  if (!hidden && !isRead && !count) return <NotReadYet />;
  if (count === null) return <UnknownValue reason={t(hidden ? `hidden.${hidden}` : "claudeCodeUnknown")} />;
  return t("sessions", { count });
}

export function LastActive({ day, hidden }: { day: string | null } & Hidden) {
  const t = useTranslations("members");
  const locale = useLocale();
  const isRead = useIsRead();
  if (hidden === "inherited") return <UnknownValue reason={t(`hidden.${hidden}`)} />;
  if (day === null && !isRead) return <NotReadYet />;
  if (day === null) return <span className="text-ink-muted">{t("neverActive")}</span>;
  return <time dateTime={day}>{formatDay(day, locale)}</time>;
}
