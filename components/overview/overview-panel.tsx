"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { LoadingState } from "@/components/shell/loading-state";
import { NotAvailableNote } from "@/components/shell/not-available-note";
import { PageHeader } from "@/components/shell/page-header";
import { InCurrency } from "@/components/ui/display/money";
import { overviewQuery } from "@/lib/across/overview/queries";
import type { Overview, Setup } from "@/lib/across/overview/schema";
import { formatSpan, toSpanStyle } from "@/lib/core/format/format";
import { AttentionList } from "./attention-list";
import { DirectoryRow } from "./directory-row";
import { CacheCard, ClaudeCodeCard } from "./figure-cards";
import { MonthCard } from "./month-card";
import { TopWorkspaces } from "./top-workspaces";
import { WhatChanged } from "./what-changed";

const FirstSteps = dynamic(() => import("./first-steps").then((file) => file.FirstSteps));
const SetupList = dynamic(() => import("./setup-list").then((file) => file.SetupList));

const shownDays = 62;

type Props = {
  isPartial: boolean;
  /** Whether the reader may invite people and create workspaces. */
  canWrite: boolean;
  /** Null for readers who set nothing up. */
  setup: Setup | null;
};

/** A lead sees only their own workspaces. What someone may not see is left out, and the rest takes its place. */
export function OverviewPanel({ isPartial, canWrite, setup }: Props) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const { data, error, refetch } = useQuery(overviewQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const { month, periods } = data;
  const now = formatSpan(periods.now, locale, toSpanStyle([periods.now], month.today));
  const isEmpty = isNew(data);
  return (
    <InCurrency currency={month.currency}>
      <PageHeader
        title={t("title")}
        description={t(isPartial ? "descriptionLead" : "description", { now })}
      />
      {setup && !isSetUp(setup, data) && <SetupList setup={setup} loading={data.loading} />}
      {isEmpty && <FirstSteps canWrite={canWrite} />}
      {isEmpty || month.loading?.isUnavailable ? (
        <AttentionList {...data} />
      ) : (
        // Beside a long list, the chart keeps its height.
        <div className="grid gap-4 lg:grid-cols-12 has-data-whole:items-start">
          <MonthCard month={month} budget={data.budget} />
          <div className="max-lg:contents lg:col-span-4 lg:flex lg:flex-col lg:gap-4">
            <AttentionList {...data} />
            <WhatChanged changes={data.changes} month={month} />
          </div>
        </div>
      )}
      {!isEmpty && <Highlights overview={data} isPartial={isPartial} />}
      <DirectoryRow overview={data} />
      <IncompleteLately reports={["cost", "usage", "claude-code"]} days={shownDays} />
      <NotAvailableNote parts={data.unavailable} />
    </InCurrency>
  );
}

function isSetUp(setup: Setup, { loading }: Overview): boolean {
  return loading === null && Object.values(setup).every((state) => state === "done");
}

/** Whether nothing could have cost anything yet: no key is active, and all history is read. */
function isNew({ month, keys, topWorkspaces }: Overview): boolean {
  return keys?.active === 0 && month.loading === null && topWorkspaces.length === 0;
}

type HighlightsProps = { overview: Overview; isPartial: boolean };

const fewWorkspaces = 3;

/** While it loads, the list has the room that it usually needs. A long list of workspaces has the figures beside it one above the other, a short one side by side. */
function Highlights({ overview, isPartial }: HighlightsProps) {
  const { month, topWorkspaces, claudeCode, usage } = overview;
  const isLoading = month.loading !== null && !month.loading.isUnavailable;
  const isLong = isLoading || topWorkspaces.length > fewWorkspaces;
  return (
    <div className="grid gap-4 empty:hidden lg:grid-cols-12">
      {(isLoading || topWorkspaces.length > 0) && (
        <TopWorkspaces
          overview={overview}
          isPartial={isPartial}
          className={isLong ? "lg:col-span-8" : "lg:col-span-6"}
        />
      )}
      {(claudeCode || usage) && (
        <div
          className={clsx(
            "grid gap-4 sm:max-lg:grid-cols-2",
            isLong ? "lg:col-span-4" : topWorkspaces.length > 0 ? "lg:col-span-6" : "lg:col-span-12",
            !isLong && "lg:grid-cols-2",
          )}
        >
          {claudeCode && <ClaudeCodeCard claudeCode={claudeCode} />}
          {usage && <CacheCard usage={usage} />}
        </div>
      )}
    </div>
  );
}
