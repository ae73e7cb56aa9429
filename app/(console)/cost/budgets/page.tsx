import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BudgetsPanel } from "@/components/budgets/budgets-panel";
import { ChannelsSection } from "@/components/delivery/channels-section";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/core/auth/permissions";
import { permitActor, permitPage } from "@/lib/core/auth/permit";
import { channelsQuery } from "@/lib/core/delivery/queries";
import { listChannels } from "@/lib/core/delivery/read-model";
import { getBudgetsPage } from "@/lib/money/budgets/list-read-model";
import { budgetsQuery } from "@/lib/money/budgets/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("budgets"))("title") };
}

export default async function BudgetsPage() {
  const by = await permitPage("cost:read");
  const canWrite = can(by.actor, "budgets:write");
  const channels = {
    ...channelsQuery(),
    queryFn: () => listChannels(permitActor(by.actor, "schedules:read")),
  };
  return (
    <Page>
      <Prefetch
        queries={[{ ...budgetsQuery(), queryFn: () => getBudgetsPage(by) }, ...(canWrite ? [channels] : [])]}
      >
        <BudgetsPanel canWrite={canWrite} />
        {canWrite && <ChannelsSection canWrite={can(by.actor, "settings:write")} />}
      </Prefetch>
    </Page>
  );
}
