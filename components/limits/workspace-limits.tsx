"use client";

import { useQuery } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { useFailureCodeText } from "@/components/shell/failure-code";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { useAskedDialog } from "@/components/shell/use-asked-dialog";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import { limitsQuery } from "@/lib/directory/limits/queries";
import type { LimitGroup, LimitsOfWorkspace } from "@/lib/directory/limits/schema";
import { isAboveOrganization } from "./is-above-organization";
import { ReadingAge } from "./reading-age";
import { SpendLimits } from "./spend-limits";
import { type LimitRow, useLimitColumns } from "./use-limit-columns";

const LimitsDialog = onDemand(() => import("./limits-dialog").then((file) => file.LimitsDialog));

type Props = { workspaceId: string; canWrite: boolean };

export function WorkspaceLimits({ workspaceId, canWrite }: Props) {
  const t = useTranslations("limits");
  const reasons = useTranslations("reasons");
  const { data, error, refetch } = useQuery(limitsQuery(workspaceId));
  const [changed, setChanging] = useState<LimitGroup>();
  const [isAsked, setAsked] = useAskedDialog("above");
  const canChange = canWrite && data?.reason === null;
  const columns = useLimitColumns(canChange, setChanging);
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const above = data.groups.find(({ limits }) =>
    limits.some((one) => isAboveOrganization(one, one.own?.toString())),
  );
  const opened = changed ?? (isAsked && canChange ? above : undefined);
  const close = () => {
    setChanging(undefined);
    setAsked(false);
  };
  return (
    <div className="grid gap-8">
      <Section
        title={t("rates")}
        text={
          <>
            {t("rule")} {data.reason === "default_workspace" ? t("defaultNone") : null}
            {data.reason === "archived_workspace" && reasons(data.reason)}
          </>
        }
        actions={<ReadingAge reading={data.rates} isRefreshing={data.isRefreshing} />}
      >
        <RateProblem limits={data} />
        {data.groups.length > 0 && (
          <Table
            label={t("rates")}
            columns={columns}
            rows={toRows(toLimitRows(data.groups), ({ key }) => key)}
            lines={2}
          />
        )}
      </Section>
      <SpendLimits
        spend={data.spend}
        isRefreshing={data.isRefreshing}
        settableFor={canChange && data.spend.refusal === null ? workspaceId : undefined}
      />
      {opened && (
        <LimitsDialog
          workspaceId={workspaceId}
          group={data.groups.find(({ id }) => id === opened.id) ?? opened}
          onClose={close}
        />
      )}
    </div>
  );
}

function toLimitRows(groups: readonly LimitGroup[]): LimitRow[] {
  return groups.flatMap((group, index) =>
    group.limits.map((limit, at) => ({ ...limit, group, isFirst: at === 0, key: `${index} ${limit.type}` })),
  );
}

function RateProblem({ limits: { groups, rates, isRefreshing } }: { limits: LimitsOfWorkspace }) {
  const t = useTranslations("limits");
  const toText = useFailureCodeText();
  if (rates.refusal)
    return (
      <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
        {t("refused", { why: toText(rates.refusal) })}
      </p>
    );
  if (groups.length > 0) return null;
  if (isRefreshing) return <LoadingState />;
  return <EmptyState icon={<Gauge />} title={t("emptyTitle")} text={t("emptyText")} />;
}
