import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { readColumnChoice } from "@/components/columns/column-cookie";
import { ListColumns } from "@/components/columns/list-columns";
import { MembersPanel } from "@/components/members/members-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { MembersSnapshot } from "@/components/snapshots/members-on";
import { ListViews } from "@/components/views/list-views";
import { viewsQuery } from "@/lib/account/views/queries";
import { listViews } from "@/lib/account/views/store";
import { can } from "@/lib/core/auth/permissions";
import { type Permit, permitPage } from "@/lib/core/auth/permit";
import { toDay } from "@/lib/core/format/calendar";
import { listMembers } from "@/lib/directory/members/list-read-model";
import { membersQuery } from "@/lib/directory/members/queries";
import { loadMemberSearch } from "@/lib/directory/members/search-params";
import { membersSnapshotQuery } from "@/lib/directory/snapshots/queries";
import { listMembersOn } from "@/lib/directory/snapshots/read-model";
import {
  loadSnapshotSearch,
  type SnapshotSearch,
  toSnapshotQuery,
} from "@/lib/directory/snapshots/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("title") };
}

export default async function MembersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("members:read");
  const views = await permitPage("views:read");
  const past = await loadSnapshotSearch(searchParams);
  if (past.at !== null) return <MembersOfDay by={by} search={past} />;
  const search = await loadMemberSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...membersQuery(search), queryFn: () => listMembers(by, search) },
          { ...viewsQuery("members"), queryFn: () => listViews(views, "members") },
        ]}
      >
        <ListColumns list="members" kept={readColumnChoice(await cookies(), "members")}>
          <ListViews page="members" canSave={can(by.actor, "views:write")}>
            <MembersPanel canWrite={can(by.actor, "members:write")} />
          </ListViews>
        </ListColumns>
      </Prefetch>
    </Page>
  );
}

/** The permission for the list also covers the list of a past day. */
function MembersOfDay({ by, search }: { by: Permit<"members:read">; search: SnapshotSearch }) {
  const today = toDay(new Date());
  const query = toSnapshotQuery(search, today);
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...membersSnapshotQuery(query), queryFn: () => listMembersOn(by, query) }]}>
        <MembersSnapshot today={today} />
      </Prefetch>
    </Page>
  );
}
