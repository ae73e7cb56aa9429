import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { FindingsPanel } from "@/components/findings/findings-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { fixes, fixNames } from "@/lib/core/marks/vocabulary";
import { listFindings } from "@/lib/governance/findings/list-read-model";
import { findingsQuery } from "@/lib/governance/findings/queries";
import { loadFindingSearch } from "@/lib/governance/findings/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("findings"))("title") };
}

export default async function FindingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("findings:read");
  const search = await loadFindingSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...findingsQuery(search), queryFn: () => listFindings(by, search) }]}>
        <FindingsPanel
          canWrite={can(by.actor, "findings:write")}
          allowed={fixNames.filter((fix) => can(by.actor, fixes[fix]))}
        />
      </Prefetch>
    </Page>
  );
}
