import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OverviewPanel } from "@/components/overview/overview-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { getOverview } from "@/lib/across/overview/overview";
import { overviewQuery } from "@/lib/across/overview/queries";
import { getSetup } from "@/lib/across/overview/setup";
import { can } from "@/lib/core/auth/permissions";
import { permitActor, permitPage } from "@/lib/core/auth/permit";
import { visibleTo } from "@/lib/core/organization/visibility";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overview"))("title") };
}

export default async function OverviewPage() {
  const { actor } = await permitPage("me:read");
  // People who can't see money get only their own page.
  if (!can(actor, "cost:read")) redirect("/me");
  const by = await permitPage("cost:read");
  return (
    <Page>
      <Prefetch queries={[{ ...overviewQuery(), queryFn: () => getOverview(by) }]}>
        <OverviewPanel
          isPartial={!visibleTo(by.actor).isAll}
          canWrite={can(by.actor, "invites:write") && can(by.actor, "workspaces:write")}
          setup={can(actor, "settings:write") ? await getSetup(permitActor(actor, "settings:write")) : null}
        />
      </Prefetch>
    </Page>
  );
}
