import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { ChangesPanel } from "@/components/spend/changes-panel";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { toDay } from "@/lib/core/format/calendar";
import { getSpendChanges } from "@/lib/money/spend/changes";
import { spendChangesQuery, unusualDaysQuery } from "@/lib/money/spend/queries";
import { loadChangesSearch, toChangesQuery } from "@/lib/money/spend/search-params";
import { getUnusualDays } from "@/lib/money/spend/unusual-days";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("spend.changes"))("title") };
}

export default async function ChangesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("cost:read");
  const today = toDay(new Date());
  const query = toChangesQuery(await loadChangesSearch(searchParams), today);
  const days = { ...query.after, currency: query.currency };
  const reads = [
    { ...spendChangesQuery(query), queryFn: () => getSpendChanges(by, query) },
    { ...unusualDaysQuery(days), queryFn: () => getUnusualDays(by, days) },
  ];
  return (
    <Page>
      <Prefetch queries={reads}>
        <ChangesPanel today={today} canAcknowledge={can(by.actor, "unusual-days:write")} />
      </Prefetch>
    </Page>
  );
}
