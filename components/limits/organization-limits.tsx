"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { organizationLimitsQuery } from "@/lib/directory/limits/queries";
import type { LimitsOfOrganization, Reading } from "@/lib/directory/limits/schema";
import { RateLimitList } from "./rate-limit-list";
import { SpendLimitList } from "./spend-limit-list";
import { UsageTier } from "./usage-tier";

/** Sections that fill one after the other would push each other down. */
function isFirstReading({ rates, spend, isRefreshing }: LimitsOfOrganization): boolean {
  const isUnread = ({ seenAt, refusal }: Reading) => seenAt === null && refusal === null;
  return isRefreshing && (isUnread(rates) || isUnread(spend));
}

export function OrganizationLimits({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("limits.page");
  const { data, error, refetch } = useQuery(organizationLimitsQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      {isFirstReading(data) ? (
        <LoadingState />
      ) : (
        <div className="grid gap-8">
          <UsageTier spend={data.spend} />
          <SpendLimitList spend={data.spend} isRefreshing={data.isRefreshing} canWrite={canWrite} />
          <RateLimitList rates={data.rates} peaks={data.peaks} isRefreshing={data.isRefreshing} />
        </div>
      )}
    </>
  );
}
