"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { DetailLayout } from "@/components/shell/detail-layout";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { LoadingState } from "@/components/shell/loading-state";
import { HistoryProvider } from "@/components/shell/read-history";
import { Section } from "@/components/shell/section";
import { Amount } from "@/components/ui/display/amount";
import { EventDifference, EventList } from "@/components/ui/display/event-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { windowDays } from "@/lib/core/format/calendar";
import { roundColumn } from "@/lib/core/money/rounding";
import { memberDetailQuery } from "@/lib/directory/members/queries";
import type { MemberDetail, MemberEvent } from "@/lib/directory/members/schema";
import { measuredReports } from "@/lib/directory/members/vocabulary";
import { ActivityNote } from "./activity-note";
import { PersonFacts } from "./person-facts";
import { PersonHeader } from "./person-header";
import { PersonKeys } from "./person-keys";
import { hasParts, PersonSpendParts } from "./person-spend-parts";
import { PersonWork } from "./person-work";

type Props = {
  memberId: string;
  canWrite: boolean;
  /** The workspaces section, passed in because it belongs to another feature. */
  access: ReactNode;
  /** The same for a person who left. */
  pastAccess: ReactNode;
  /** What was done when they left, which belongs to another feature, too. */
  receipts: ReactNode;
};

export function PersonPanel({ memberId, canWrite, access, pastAccess, receipts }: Props) {
  const t = useTranslations("members.person");
  const { data, error, refetch } = useQuery(memberDetailQuery(memberId));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const { member, keys, spend, claudeCode, activity, history, loading } = data;
  return (
    <HistoryProvider loading={loading}>
      <PersonHeader member={member} canWrite={canWrite} />
      <DetailLayout facts={<PersonFacts member={member} spend={spend} />}>
        <IncompleteLately reports={measuredReports} days={windowDays} />
        {receipts}
        {member.goneAt === null ? access : pastAccess}
        <Section title={t("keys")} text={<ActivityNote days={activity} />}>
          <PersonKeys keys={keys} />
        </Section>
        {spend.workspaces.length > 0 && (
          <Section title={t("spend", { days: windowDays })}>
            <PersonSpend workspaces={spend.workspaces} />
          </Section>
        )}
        {hasParts(spend.parts) && (
          <Section title={t("spendByPart", { days: windowDays })}>
            <PersonSpendParts parts={spend.parts} />
          </Section>
        )}
        <Section title={t("claudeCode", { days: windowDays })}>
          <PersonWork work={claudeCode} hidden={member.hidden} loading={loading} />
        </Section>
        <Section title={t("history")}>
          <PersonHistory history={history} />
        </Section>
      </DetailLayout>
    </HistoryProvider>
  );
}

function PersonHistory({ history }: { history: readonly MemberEvent[] }) {
  const t = useTranslations("members.person");
  const { toAction } = useActivityNames();
  const events = history.map(({ action, differences, workspaceName, ...event }) => ({
    ...event,
    what: toAction(action),
    details: (
      <>
        {workspaceName !== null && <VendorText className="text-ink-muted">{workspaceName}</VendorText>}
        {differences.map((difference) => (
          <Difference key={difference.field} {...difference} />
        ))}
      </>
    ),
  }));
  return <EventList events={events} empty={t("noHistory")} />;
}

function Difference({ field, before, after }: MemberEvent["differences"][number]) {
  const t = useTranslations("members.person");
  const { toField } = useActivityNames();
  const toRole = useRoleName();
  const toWorkspaceRole = useWorkspaceRoleName();
  const toText = (value: string | null) => {
    if (value === null) return t("nothing");
    return field === "role" ? toWorkspaceRole(toRole(value)) : value;
  };
  return <EventDifference name={toField(field)} before={toText(before)} after={toText(after)} />;
}

type Spent = MemberDetail["spend"]["workspaces"][number];

function PersonSpend({ workspaces }: { workspaces: readonly Spent[] }) {
  const t = useTranslations("members.person");
  const columns = useMemo((): Column<Spent>[] => {
    const toPrinted = roundColumn(workspaces, ({ cents }) => cents);
    return [
      {
        id: "workspace",
        header: t("workspace"),
        cell: ({ name }) => (name === null ? t("noWorkspace") : <VendorText>{name}</VendorText>),
      },
      {
        id: "amount",
        header: t("amount"),
        headerNote: <AmountKindBadge of="reported" />,
        width: 160,
        isNumeric: true,
        card: "value",
        cell: (row) => <Amount cents={row.cents} printed={toPrinted(row)} others={row.otherCents} />,
      },
    ];
  }, [t, workspaces]);
  return (
    <Table
      label={t("spendByWorkspace")}
      columns={columns}
      rows={toRows(workspaces, ({ name }) => name ?? "")}
    />
  );
}
