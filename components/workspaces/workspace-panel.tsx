"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { DetailLayout } from "@/components/shell/detail-layout";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { HistoryProvider } from "@/components/shell/read-history";
import { Tabs } from "@/components/ui/controls/tabs";
import { workspaceQuery } from "@/lib/directory/workspaces/queries";
import { workspacePageParams } from "@/lib/directory/workspaces/search-params";
import { workspaceTabs } from "@/lib/directory/workspaces/vocabulary";
import { WorkspaceFacts } from "./workspace-facts";
import { WorkspaceHeader } from "./workspace-header";
import { WorkspaceKeys } from "./workspace-keys";
import { WorkspacePeople } from "./workspace-people";

const WorkspaceSettings = dynamic(
  () => import("./workspace-settings").then((file) => file.WorkspaceSettings),
  { loading: () => <LoadingState /> },
);
const WorkspaceSpend = dynamic(() => import("./workspace-spend").then((file) => file.WorkspaceSpend), {
  loading: () => <LoadingState />,
});

type Props = {
  workspaceId: string;
  userId: string | null;
  canWrite: boolean;
  canManagePeople: boolean;
  /** Passed in because they belong to other features. */
  parts: { limits: ReactNode; limitFacts: ReactNode; reach: ReactNode };
};

export function WorkspacePanel(props: Props) {
  const { workspaceId, userId, canWrite, canManagePeople, parts } = props;
  const [tab] = useQueryState("tab", workspacePageParams.tab);
  const { data: workspace, error, refetch } = useQuery(workspaceQuery(workspaceId));
  if (error && !workspace) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!workspace) return <LoadingState />;
  return (
    <>
      <WorkspaceHeader workspace={workspace} canWrite={canWrite} canManagePeople={canManagePeople} />
      <DetailLayout
        facts={
          <HistoryProvider loading={workspace.loading}>
            <WorkspaceFacts workspace={workspace} limits={parts.limitFacts} />
          </HistoryProvider>
        }
      >
        <WorkspaceTabs workspaceId={workspaceId} current={tab} />
        {/* The page scrolls, and not a list inside it. */}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 [--list-max:none]">
          {tab === "members" && (
            <WorkspacePeople workspace={workspace} userId={userId} canManage={canManagePeople} />
          )}
          {tab === "reach" && parts.reach}
          {tab === "keys" && <WorkspaceKeys workspaceId={workspaceId} />}
          {tab === "limits" && parts.limits}
          {tab === "spend" && <WorkspaceSpend workspaceId={workspaceId} color={workspace.color} />}
          {tab === "settings" && <WorkspaceSettings workspace={workspace} canWrite={canWrite} />}
        </div>
      </DetailLayout>
    </>
  );
}

function WorkspaceTabs({ workspaceId, current }: { workspaceId: string; current: string }) {
  const t = useTranslations("workspaces.tab");
  const path = `/workspaces/${encodeURIComponent(workspaceId)}`;
  return (
    <Tabs
      label={t("label")}
      current={current}
      tabs={workspaceTabs.map((tab) => ({
        id: tab,
        // Sound: the type of a route with a parameter is generic, and a tab takes only plain ones.
        href: (tab === "members" ? path : `${path}?tab=${tab}`) as Route,
        label: t(tab),
      }))}
    />
  );
}
