import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { WorkspaceReach } from "@/components/access/workspace-reach";
import { WorkspaceLimitFacts } from "@/components/limits/workspace-limit-facts";
import { WorkspaceLimits } from "@/components/limits/workspace-limits";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { WorkspaceKeys } from "@/components/workspaces/workspace-keys";
import { WorkspacePanel } from "@/components/workspaces/workspace-panel";
import { toPathId } from "@/lib/core/address/search-params";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { workspaceReachQuery } from "@/lib/directory/access/queries";
import { getWorkspaceReach } from "@/lib/directory/access/reach-read-model";
import { limitsQuery } from "@/lib/directory/limits/queries";
import { getLimits } from "@/lib/directory/limits/read";
import { listWorkspacePageReads } from "@/lib/directory/workspaces/page-reads";
import { loadWorkspacePage } from "@/lib/directory/workspaces/search-params";

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
