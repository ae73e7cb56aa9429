import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { SavingsPanel } from "@/components/savings/savings-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { toDay } from "@/lib/core/format/calendar";
import { getOpportunities } from "@/lib/money/savings/opportunities";
import { opportunitiesQuery, savingsQuery } from "@/lib/money/savings/queries";
import { getSavings } from "@/lib/money/savings/report";
import { loadSavingsSearch, toSavingsQuery } from "@/lib/money/savings/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("savings"))("title") };
}

export default async function SavingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("cost:read");
  const today = toDay(new Date());
  const query = toSavingsQuery(await loadSavingsSearch(searchParams), today);
  const reads = [
    { ...savingsQuery(query), queryFn: () => getSavings(by, query) },
    { ...opportunitiesQuery(query), queryFn: () => getOpportunities(by, query) },
  ];
  const canOpen = {
    keys: can(by.actor, "keys:read"),
    workspaces: can(by.actor, "workspaces:read"),
    dismissal: can(by.actor, "savings:write"),
  };
  return (
    <Page>
      <Prefetch queries={reads}>
        <SavingsPanel today={today} canOpen={canOpen} />
      </Prefetch>
    </Page>
  );
}
