import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { readColumnChoice } from "@/components/columns/column-cookie";
import { ListColumns } from "@/components/columns/list-columns";
import { KeysPanel } from "@/components/keys/keys-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { KeysSnapshot } from "@/components/snapshots/keys-on";
import { ListViews } from "@/components/views/list-views";
import { viewsQuery } from "@/lib/account/views/queries";
import { listViews } from "@/lib/account/views/store";
import { can } from "@/lib/core/auth/permissions";
import { type Permit, permitPage } from "@/lib/core/auth/permit";
import { toDay } from "@/lib/core/format/calendar";
import { listKeys } from "@/lib/directory/keys/list-read-model";
import { listKeyOperations } from "@/lib/directory/keys/permissions";
import { keysQuery } from "@/lib/directory/keys/queries";
import { loadKeySearch } from "@/lib/directory/keys/search-params";
import { keysSnapshotQuery } from "@/lib/directory/snapshots/queries";
import { listKeysOn } from "@/lib/directory/snapshots/read-model";
import {
  loadSnapshotSearch,
  type SnapshotSearch,
  toSnapshotQuery,
} from "@/lib/directory/snapshots/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("keys"))("title") };
}

export default async function KeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("keys:read");
  const views = await permitPage("views:read");
  const past = await loadSnapshotSearch(searchParams);
  if (past.at !== null) return <KeysOfDay by={by} search={past} />;
  const search = await loadKeySearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...keysQuery(search), queryFn: () => listKeys(by, search) },
          { ...viewsQuery("keys"), queryFn: () => listViews(views, "keys") },
        ]}
      >
        <ListColumns list="keys" kept={readColumnChoice(await cookies(), "keys")}>
          <ListViews page="keys" canSave={can(by.actor, "views:write")}>
            <KeysPanel operations={listKeyOperations(by.actor)} />
          </ListViews>
        </ListColumns>
      </Prefetch>
    </Page>
  );
}

/** The permission for the list also covers the list of a past day. */
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
