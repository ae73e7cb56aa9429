import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { RunsPanel } from "@/components/bulk/runs-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { permitPage } from "@/lib/core/auth/permit";
import { listRuns } from "@/lib/core/bulk/list-read-model";
import { bulkRunsQuery } from "@/lib/core/bulk/queries";
import { loadRunsSearch } from "@/lib/core/bulk/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("bulk"))("title") };
}

export default async function BulkPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("bulk:read");
  const search = await loadRunsSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...bulkRunsQuery(search), queryFn: () => listRuns(by, search) }]}>
        <RunsPanel />
      </Prefetch>
    </Page>
  );
}
