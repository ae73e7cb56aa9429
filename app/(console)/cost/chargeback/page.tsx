import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { ChargebackPanel } from "@/components/spend/chargeback-panel";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { getChargeback } from "@/lib/money/spend/chargeback";
import { chargebackQuery } from "@/lib/money/spend/queries";
import { loadChargebackSearch } from "@/lib/money/spend/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("spend.chargeback"))("title") };
}

export default async function ChargebackPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("cost:read");
  const search = await loadChargebackSearch(searchParams);
  return (
    <Page>
      <Prefetch queries={[{ ...chargebackQuery(search), queryFn: () => getChargeback(by, search) }]}>
        <ChargebackPanel canKeep={can(by.actor, "settings:write")} />
      </Prefetch>
    </Page>
  );
}
