import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BudgetsPanel } from "@/components/budgets/budgets-panel";
import { ChannelsSection } from "@/components/delivery/channels-section";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { getBudgetsPage } from "@/lib/budgets/list-read-model";
import { budgetsQuery } from "@/lib/budgets/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("budgets"))("title") };
}

export default async function BudgetsPage() {
  const by = await permitPage("cost:read");
  return (
    <Page>
      <Prefetch queries={[{ ...budgetsQuery(), queryFn: () => getBudgetsPage(by) }]}>
        <BudgetsPanel canWrite={can(by.actor, "budgets:write")} />
        {can(by.actor, "budgets:write") && <ChannelsSection canWrite={can(by.actor, "settings:write")} />}
      </Prefetch>
    </Page>
  );
}
