import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { ListColumns } from "@/components/columns/list-columns";
import { KeysPanel } from "@/components/keys/keys-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { KeysSnapshot } from "@/components/snapshots/keys-on";
import { ListViews } from "@/components/views/list-views";
import { can } from "@/lib/auth/permissions";
import { type Permit, permitPage } from "@/lib/auth/permit";
import { toDay } from "@/lib/calendar";
import { columnsQuery } from "@/lib/columns/queries";
import { getColumns } from "@/lib/columns/store";
import { listKeys } from "@/lib/keys/list-read-model";
import { listKeyOperations } from "@/lib/keys/permissions";
import { keysQuery } from "@/lib/keys/queries";
import { loadKeySearch } from "@/lib/keys/search-params";
import { keysSnapshotQuery } from "@/lib/snapshots/queries";
import { listKeysOn } from "@/lib/snapshots/read-model";
import { loadSnapshotSearch, type SnapshotSearch, toSnapshotQuery } from "@/lib/snapshots/search-params";
import { viewsQuery } from "@/lib/views/queries";
import { listViews } from "@/lib/views/store";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("keys"))("title") };
}

export default async function KeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("keys:read");
  const views = await permitPage("views:read");
  const me = await permitPage("me:read");
  const past = await loadSnapshotSearch(searchParams);
  if (past.at !== null) return <KeysOfDay by={by} search={past} />;
  const search = await loadKeySearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...keysQuery(search), queryFn: () => listKeys(by, search) },
          { ...viewsQuery("keys"), queryFn: () => listViews(views, "keys") },
          { ...columnsQuery("keys"), queryFn: () => getColumns(me, "keys") },
        ]}
      >
        <ListColumns list="keys">
          <ListViews page="keys" canSave={can(by.actor, "views:write")}>
            <KeysPanel operations={listKeyOperations(by.actor)} />
          </ListViews>
        </ListColumns>
      </Prefetch>
    </Page>
  );
}

/** Who can read the list can read what it was. */
function KeysOfDay({ by, search }: { by: Permit<"keys:read">; search: SnapshotSearch }) {
  const today = toDay(new Date());
  const query = toSnapshotQuery(search, today);
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...keysSnapshotQuery(query), queryFn: () => listKeysOn(by, query) }]}>
        <KeysSnapshot today={today} />
      </Prefetch>
    </Page>
  );
}
