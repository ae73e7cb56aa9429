import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { WorkspaceReach } from "@/components/access/workspace-reach";
import { WorkspaceLimitFacts } from "@/components/limits/workspace-limit-facts";
import { WorkspaceLimits } from "@/components/limits/workspace-limits";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { WorkspaceKeys } from "@/components/workspaces/workspace-keys";
import { WorkspacePanel } from "@/components/workspaces/workspace-panel";
import { workspaceReachQuery } from "@/lib/access/queries";
import { getWorkspaceReach } from "@/lib/access/reach-read-model";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { limitsQuery } from "@/lib/limits/queries";
import { getLimits } from "@/lib/limits/read";
import { toPathId } from "@/lib/search-params";
import { listWorkspacePageReads } from "@/lib/workspaces/page-reads";
import { loadWorkspacePage } from "@/lib/workspaces/search-params";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function WorkspacePage({ params, searchParams }: Props) {
  const by = await permitPage("workspaces:read");
  const workspaceId = toPathId((await params).id) ?? notFound();
  const page = await loadWorkspacePage(searchParams);
  const reach = { workspace: workspaceId, page: 1 };
  const canWrite = can(by.actor, "workspaces:write");
  return (
    <Page>
      <Prefetch
        queries={[
          ...listWorkspacePageReads(by, workspaceId, page),
          ...(page.tab === "reach"
            ? [{ ...workspaceReachQuery(reach), queryFn: () => getWorkspaceReach(by, reach) }]
            : []),
          { ...limitsQuery(workspaceId), queryFn: () => getLimits(by, workspaceId) },
        ]}
      >
        <WorkspacePanel
          workspaceId={workspaceId}
          userId={by.actor.memberId}
          canWrite={canWrite}
          canManagePeople={can(by.actor, "memberships:write")}
          parts={{
            limits: <WorkspaceLimits workspaceId={workspaceId} canWrite={canWrite} />,
            limitFacts: <WorkspaceLimitFacts workspaceId={workspaceId} />,
            reach: (
              <WorkspaceReach workspaceId={workspaceId} keys={<WorkspaceKeys workspaceId={workspaceId} />} />
            ),
          }}
        />
      </Prefetch>
    </Page>
  );
}
