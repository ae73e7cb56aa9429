import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { MembersPanel } from "@/components/members/members-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { listMembers } from "@/lib/members/list-read-model";
import { membersQuery } from "@/lib/members/queries";
import { loadMemberSearch } from "@/lib/members/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("title") };
}

export default async function MembersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("members:read");
  const search = await loadMemberSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...membersQuery(search), queryFn: () => listMembers(by, search) }]}>
        <MembersPanel canWrite={can(by.actor, "members:write")} />
      </Prefetch>
    </Page>
  );
}
