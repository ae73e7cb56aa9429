import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ServiceAccountsPanel } from "@/components/service-accounts/service-accounts-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { permitPage } from "@/lib/core/auth/permit";
import { listServiceAccounts } from "@/lib/directory/service-accounts/list-read-model";
import { serviceAccountsQuery } from "@/lib/directory/service-accounts/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("serviceAccounts"))("title") };
}

export default async function ServiceAccountsPage() {
  const by = await permitPage("keys:read");
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...serviceAccountsQuery(), queryFn: () => listServiceAccounts(by) }]}>
        <ServiceAccountsPanel />
      </Prefetch>
    </Page>
  );
}
