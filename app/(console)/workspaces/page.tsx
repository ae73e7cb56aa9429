import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { readColumnChoice } from "@/components/columns/column-cookie";
import { ListColumns } from "@/components/columns/list-columns";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { ListViews } from "@/components/views/list-views";
import { WorkspacesPanel } from "@/components/workspaces/workspaces-panel";
import { viewsQuery } from "@/lib/account/views/queries";
import { listViews } from "@/lib/account/views/store";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { listWorkspaces } from "@/lib/directory/workspaces/list-read-model";
import { workspacesQuery } from "@/lib/directory/workspaces/queries";
import { loadWorkspaceSearch } from "@/lib/directory/workspaces/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workspaces"))("title") };
}

export default async function WorkspacesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("workspaces:read");
  const views = await permitPage("views:read");
  const search = await loadWorkspaceSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...workspacesQuery(search), queryFn: () => listWorkspaces(by, search) },
          { ...viewsQuery("workspaces"), queryFn: () => listViews(views, "workspaces") },
        ]}
      >
        <ListColumns list="workspaces" kept={readColumnChoice(await cookies(), "workspaces")}>
          <ListViews page="workspaces" canSave={can(by.actor, "views:write")}>
            <WorkspacesPanel canWrite={can(by.actor, "workspaces:write")} />
          </ListViews>
        </ListColumns>
      </Prefetch>
    </Page>
  );
}
