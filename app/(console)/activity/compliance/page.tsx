import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { CompliancePanel } from "@/components/activity/compliance-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { permitPage } from "@/lib/core/auth/permit";
import { listCompliance } from "@/lib/governance/compliance/list-read-model";
import { complianceQuery } from "@/lib/governance/compliance/queries";
import { loadComplianceSearch } from "@/lib/governance/compliance/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.feed"))("title") };
}

export default async function CompliancePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("log:read");
  const search = await loadComplianceSearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...complianceQuery(search), queryFn: () => listCompliance(by, search) }]}>
        <CompliancePanel />
      </Prefetch>
    </Page>
  );
}
