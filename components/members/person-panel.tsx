"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DetailLayout } from "@/components/shell/detail-layout";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { LoadingState } from "@/components/shell/loading-state";
import { HistoryProvider } from "@/components/shell/read-history";
import { Section } from "@/components/shell/section";
import { windowDays } from "@/lib/core/format/calendar";
import { memberDetailQuery } from "@/lib/directory/members/queries";
import { measuredReports } from "@/lib/directory/members/vocabulary";
import { ActivityNote } from "./activity-note";
import { PersonFacts } from "./person-facts";
import { PersonHeader } from "./person-header";
import { PersonHistory } from "./person-history";
import { PersonKeys } from "./person-keys";
import { PersonSpend } from "./person-spend";
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
