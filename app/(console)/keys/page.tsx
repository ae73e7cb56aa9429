import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { KeysPanel } from "@/components/keys/keys-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { listKeys } from "@/lib/keys/list-read-model";
import { keysQuery } from "@/lib/keys/queries";
import { loadKeySearch } from "@/lib/keys/search-params";
import { listKeyOperations } from "@/lib/keys/vocabulary";
import { visibleTo } from "@/lib/visibility";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("keys"))("title") };
}

export default async function KeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("keys:read");
  const search = await loadKeySearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...keysQuery(search), queryFn: () => listKeys(by, search) }]}>
        <KeysPanel operations={can(by.actor, "keys:write") ? listKeyOperations(visibleTo(by.actor)) : []} />
      </Prefetch>
    </Page>
  );
}
