import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { WorkspaceLimitFacts } from "@/components/limits/workspace-limit-facts";
import { WorkspaceLimits } from "@/components/limits/workspace-limits";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { WorkspacePanel } from "@/components/workspaces/workspace-panel";
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
  const canWrite = can(by.actor, "workspaces:write");
  return (
    <Page>
      <Prefetch
        queries={[
          ...listWorkspacePageReads(by, workspaceId, page),
          { ...limitsQuery(workspaceId), queryFn: () => getLimits(by, workspaceId) },
        ]}
      >
        <WorkspacePanel
          workspaceId={workspaceId}
          userId={by.actor.memberId}
          canWrite={canWrite}
          canManagePeople={can(by.actor, "memberships:write")}
          limits={<WorkspaceLimits workspaceId={workspaceId} canWrite={canWrite} />}
          limitFacts={<WorkspaceLimitFacts workspaceId={workspaceId} />}
        />
      </Prefetch>
    </Page>
  );
}
