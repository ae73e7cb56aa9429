import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { readColumnChoice } from "@/components/columns/column-cookie";
import { ListColumns } from "@/components/columns/list-columns";
import { InvitesPanel } from "@/components/invites/invites-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { ListViews } from "@/components/views/list-views";
import { viewsQuery } from "@/lib/account/views/queries";
import { listViews } from "@/lib/account/views/store";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { listInvites } from "@/lib/directory/invites/list-read-model";
import { invitesQuery } from "@/lib/directory/invites/queries";
import { loadInviteSearch } from "@/lib/directory/invites/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invites"))("title") };
}

export default async function InvitesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("invites:read");
  const views = await permitPage("views:read");
  const search = await loadInviteSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...invitesQuery(search), queryFn: () => listInvites(by, search) },
          { ...viewsQuery("invites"), queryFn: () => listViews(views, "invites") },
        ]}
      >
        <ListColumns list="invites" kept={readColumnChoice(await cookies(), "invites")}>
          <ListViews page="invites" canSave={can(by.actor, "views:write")}>
            <InvitesPanel canWrite={can(by.actor, "invites:write")} />
          </ListViews>
        </ListColumns>
      </Prefetch>
    </Page>
  );
}
