import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { WorkspacesPanel } from "@/components/workspaces/workspaces-panel";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { listWorkspaces } from "@/lib/workspaces/list-read-model";
import { workspacesQuery } from "@/lib/workspaces/queries";
import { loadWorkspaceSearch } from "@/lib/workspaces/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workspaces"))("title") };
}

export default async function WorkspacesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("workspaces:read");
  const search = await loadWorkspaceSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...workspacesQuery(search), queryFn: () => listWorkspaces(by, search) }]}>
        <WorkspacesPanel canWrite={can(by.actor, "workspaces:write")} />
      </Prefetch>
    </Page>
  );
}
