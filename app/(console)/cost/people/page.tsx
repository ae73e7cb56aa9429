import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { ActorsPanel } from "@/components/reports/people/actors-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { permitPage } from "@/lib/core/auth/permit";
import { toDay } from "@/lib/core/format/calendar";
import { listSpendActors } from "@/lib/money/spend/actors";
import { spendActorsQuery } from "@/lib/money/spend/queries";
import { loadActorsSearch, toActorsQuery } from "@/lib/money/spend/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("spend.actors"))("title") };
}

export default async function CostOfPeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("cost:read");
  const today = toDay(new Date());
  const query = toActorsQuery(await loadActorsSearch(searchParams), today);
  return (
    <Page>
      <Prefetch queries={[{ ...spendActorsQuery(query), queryFn: () => listSpendActors(by, query) }]}>
        <ActorsPanel today={today} />
      </Prefetch>
    </Page>
  );
}
