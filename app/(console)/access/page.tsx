import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { AccessPanel } from "@/components/access/access-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { toDay } from "@/lib/core/format/calendar";
import { listAccessColumns } from "@/lib/directory/access/columns-read-model";
import { listAccess } from "@/lib/directory/access/list-read-model";
import { getBasketOwner } from "@/lib/directory/access/owner-read-model";
import { accessColumnsQuery, accessQuery } from "@/lib/directory/access/queries";
import { loadAccessSearch, toAccessQuery } from "@/lib/directory/access/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("title") };
}

export default async function AccessPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("members:read");
  const today = toDay(new Date());
  const search = toAccessQuery(await loadAccessSearch(searchParams), today);
  const { workspace, tag, at } = search;
  const columns = { workspace, tag, at };
  return (
    <Page isFilling="always">
      <Prefetch
        queries={[
          { ...accessQuery(search), queryFn: () => listAccess(by, search) },
          { ...accessColumnsQuery(columns), queryFn: () => listAccessColumns(by, columns) },
        ]}
      >
        <AccessPanel
          today={today}
          canEdit={can(by.actor, "memberships:write")}
          owner={await getBasketOwner(by)}
        />
      </Prefetch>
    </Page>
  );
}
