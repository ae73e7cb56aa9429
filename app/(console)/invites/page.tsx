import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { InvitesPanel } from "@/components/invites/invites-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { listInvites } from "@/lib/invites/list-read-model";
import { invitesQuery } from "@/lib/invites/queries";
import { loadInviteSearch } from "@/lib/invites/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invites"))("title") };
}

export default async function InvitesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("invites:read");
  const search = await loadInviteSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...invitesQuery(search), queryFn: () => listInvites(by, search) }]}>
        <InvitesPanel canWrite={can(by.actor, "invites:write")} />
      </Prefetch>
    </Page>
  );
}
