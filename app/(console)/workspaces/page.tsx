import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { ListColumns } from "@/components/columns/list-columns";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { ListViews } from "@/components/views/list-views";
import { WorkspacesPanel } from "@/components/workspaces/workspaces-panel";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { columnsQuery } from "@/lib/columns/queries";
import { getColumns } from "@/lib/columns/store";
import { viewsQuery } from "@/lib/views/queries";
import { listViews } from "@/lib/views/store";
import { listWorkspaces } from "@/lib/workspaces/list-read-model";
import { workspacesQuery } from "@/lib/workspaces/queries";
import { loadWorkspaceSearch } from "@/lib/workspaces/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workspaces"))("title") };
}

export default async function WorkspacesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("workspaces:read");
  const views = await permitPage("views:read");
  const me = await permitPage("me:read");
  const search = await loadWorkspaceSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...workspacesQuery(search), queryFn: () => listWorkspaces(by, search) },
          { ...viewsQuery("workspaces"), queryFn: () => listViews(views, "workspaces") },
          { ...columnsQuery("workspaces"), queryFn: () => getColumns(me, "workspaces") },
        ]}
      >
        <ListColumns list="workspaces">
          <ListViews page="workspaces" canSave={can(by.actor, "views:write")}>
            <WorkspacesPanel canWrite={can(by.actor, "workspaces:write")} />
          </ListViews>
        </ListColumns>
      </Prefetch>
    </Page>
  );
}
