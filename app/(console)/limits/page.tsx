import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OrganizationLimits } from "@/components/limits/organization-limits";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/core/auth/permissions";
import { permitActor, permitPage } from "@/lib/core/auth/permit";
import { getOrganizationLimits } from "@/lib/directory/limits/organization";
import { organizationLimitsQuery } from "@/lib/directory/limits/queries";
import { getSpendMonth } from "@/lib/money/spend/month";
import { spendMonthQuery } from "@/lib/money/spend/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("limits.page"))("title") };
}

export default async function LimitsPage() {
  const by = await permitPage("limits:read");
  const queries = [
    { ...organizationLimitsQuery(), queryFn: () => getOrganizationLimits(by) },
    { ...spendMonthQuery(), queryFn: () => getSpendMonth(permitActor(by.actor, "cost:read")) },
  ];
  return (
    <Page>
      <Prefetch queries={queries}>
        <OrganizationLimits canWrite={can(by.actor, "limits:write")} />
      </Prefetch>
    </Page>
  );
}
