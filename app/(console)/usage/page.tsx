import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { UsagePanel } from "@/components/reports/usage/usage-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { SavedViews } from "@/components/views/saved-views";
import { permitPage } from "@/lib/core/auth/permit";
import { toDay } from "@/lib/core/format/calendar";
import { usageQuery } from "@/lib/money/reports/queries";
import { getUsage } from "@/lib/money/reports/usage/report";
import { loadUsageSearch, toUsageQuery } from "@/lib/money/reports/usage/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("usage"))("title") };
}

export default async function UsagePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("usage:read");
  // The server chooses the day, so that both sides ask for the same one around midnight.
  const today = toDay(new Date());
  const query = toUsageQuery(await loadUsageSearch(searchParams), today);
  return (
    <Page>
      <Prefetch queries={[{ ...usageQuery(query), queryFn: () => getUsage(by, query) }]}>
        <UsagePanel today={today} savedViews={<SavedViews page="usage" isIconOnly />} />
      </Prefetch>
    </Page>
  );
}
