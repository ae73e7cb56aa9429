import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { ListColumns } from "@/components/columns/list-columns";
import { MembersPanel } from "@/components/members/members-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { ListViews } from "@/components/views/list-views";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { columnsQuery } from "@/lib/columns/queries";
import { getColumns } from "@/lib/columns/store";
import { listMembers } from "@/lib/members/list-read-model";
import { membersQuery } from "@/lib/members/queries";
import { loadMemberSearch } from "@/lib/members/search-params";
import { viewsQuery } from "@/lib/views/queries";
import { listViews } from "@/lib/views/store";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("title") };
}

export default async function MembersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("members:read");
  const views = await permitPage("views:read");
  const me = await permitPage("me:read");
  const search = await loadMemberSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...membersQuery(search), queryFn: () => listMembers(by, search) },
          { ...viewsQuery("members"), queryFn: () => listViews(views, "members") },
          { ...columnsQuery("members"), queryFn: () => getColumns(me, "members") },
        ]}
      >
        <ListColumns list="members">
          <ListViews page="members" canSave={can(by.actor, "views:write")}>
            <MembersPanel canWrite={can(by.actor, "members:write")} />
          </ListViews>
        </ListColumns>
      </Prefetch>
    </Page>
  );
}
