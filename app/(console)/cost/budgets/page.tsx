import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BudgetsPanel } from "@/components/budgets/budgets-panel";
import { ChannelsSection } from "@/components/delivery/channels-section";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitActor, permitPage } from "@/lib/auth/permit";
import { getBudgetsPage } from "@/lib/budgets/list-read-model";
import { budgetsQuery } from "@/lib/budgets/queries";
import { channelsQuery } from "@/lib/delivery/queries";
import { listChannels } from "@/lib/delivery/read-model";

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
