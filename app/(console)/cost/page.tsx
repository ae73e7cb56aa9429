import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { BudgetFigure } from "@/components/budgets/budget-figure";
import { BudgetLine } from "@/components/budgets/budget-line";
import { CostPanel } from "@/components/reports/cost/cost-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { OrganizationsCost } from "@/components/spend/organizations-cost";
import { SpendMonth } from "@/components/spend/spend-month";
import { UnusualDayNotes } from "@/components/spend/unusual-day-notes";
import { SavedViews } from "@/components/views/saved-views";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { toDay } from "@/lib/core/format/calendar";
import { getCost } from "@/lib/money/reports/cost/report";
import { loadCostSearch, toCostQuery } from "@/lib/money/reports/cost/search-params";
import { costQuery } from "@/lib/money/reports/queries";
import { getSpendMonth } from "@/lib/money/spend/month";
import { getOrganizationsCost } from "@/lib/money/spend/organizations";
import { organizationsCostQuery, spendMonthQuery } from "@/lib/money/spend/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cost"))("title") };
}

export default async function CostPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("cost:read");
  // The server chooses the day, so that both sides ask for the same one around midnight.
  const today = toDay(new Date());
  const query = toCostQuery(await loadCostSearch(searchParams), today);
  const reads = [
    { ...costQuery(query), queryFn: () => getCost(by, query) },
    { ...spendMonthQuery(query.currency), queryFn: () => getSpendMonth(by, query, today) },
    { ...organizationsCostQuery(), queryFn: () => getOrganizationsCost(by) },
  ];
  return (
    <Page>
      <Prefetch queries={reads}>
        {/* The browser loads what these add after the breakdown. */}
        <BudgetLine today={today}>
          <UnusualDayNotes today={today} canAcknowledge={can(by.actor, "unusual-days:write")}>
            <CostPanel today={today} savedViews={<SavedViews page="cost" isIconOnly />}>
              <SpendMonth>
                <BudgetFigure today={today} />
              </SpendMonth>
            </CostPanel>
          </UnusualDayNotes>
        </BudgetLine>
        <OrganizationsCost />
      </Prefetch>
    </Page>
  );
}
