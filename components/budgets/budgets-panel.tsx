"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock, PiggyBank, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { use, useState } from "react";
import { ConsoleFactsContext } from "@/components/shell/console-facts";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { Section } from "@/components/shell/section";
import { useAskedDialog } from "@/components/shell/use-asked-dialog";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import { budgetsQuery } from "@/lib/money/budgets/queries";
import type { Budget, BudgetsPage } from "@/lib/money/budgets/schema";
import { BudgetChart } from "./budget-chart";
import { useBudgetColumns } from "./use-budget-columns";
import { useBudgetName } from "./use-budget-name";

const BudgetDialog = onDemand(() => import("./budget-dialog").then((file) => file.BudgetDialog));
const RemoveBudgetDialog = onDemand(() =>
  import("./remove-budget-dialog").then((file) => file.RemoveBudgetDialog),
);

const shownDays = 365;

export function BudgetsPanel({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("budgets");
  const { data, error, refetch } = useQuery(budgetsQuery());
  const [isAdding, setAdding] = useAskedDialog("add");
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const isEmpty = data.budgets.length === 0;
  const add = canWrite && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            {canWrite && <ScheduleButton />}
            {!isEmpty && add}
          </>
        }
      />
      {data.otherCurrencies.length > 0 && (
        <p role="note" className="max-w-prose text-ink-muted text-sm">
          {t("otherCurrencies", { currencies: data.otherCurrencies.join(", ") })}
        </p>
      )}
      {isEmpty ? (
        <EmptyState
          icon={<PiggyBank />}
          title={t("emptyTitle")}
          text={t(canWrite ? "emptyText" : "emptyReader")}
          action={add}
        />
      ) : (
        <Budgets page={data} canWrite={canWrite} />
      )}
      {canWrite && isAdding && <BudgetDialog page={data} onClose={() => setAdding(false)} />}
    </>
  );
}

/** There is nothing else to export here, so it needs no menu. */
function ScheduleButton() {
  const t = useTranslations("reports");
  const router = useRouter();
  if (!use(ConsoleFactsContext).maySchedule) return null;
  return (
    <Button onClick={() => router.push("/schedules?report=budgets")}>
      <CalendarClock aria-hidden className="size-4" />
      {t("schedule")}
    </Button>
  );
}

function Budgets({ page, canWrite }: { page: BudgetsPage; canWrite: boolean }) {
  const t = useTranslations("budgets");
  const toName = useBudgetName();
  const [chosen, onChoose] = useQueryState("budget", parseAsString);
  const [changed, onChange] = useState<Budget>();
  const [removed, onRemove] = useState<Budget>();
  const toNow = (budget: Budget) => page.budgets.find(({ id }) => id === budget.id);
  const shown = page.budgets.find(({ id }) => id === chosen) ?? page.budgets[0];
  const columns = useBudgetColumns({ canWrite, shown: shown?.id, onChoose, onChange, onRemove });
  return (
    <>
      {page.loading && <LoadingHistory loading={page.loading} text={t("waiting")} />}
      <IncompleteLately reports={["cost"]} days={shownDays} />
      <Table label={t("title")} columns={columns} rows={toRows(page.budgets, ({ id }) => id)} />
      {shown && (
        <Section title={t("chart", { name: toName(shown) })}>
          <BudgetChart budget={shown} />
        </Section>
      )}
      {changed && (
        <BudgetDialog
          page={page}
          budget={toNow(changed) ?? changed}
          isGone={!toNow(changed)}
          onClose={() => onChange(undefined)}
        />
      )}
      {removed && (
        <RemoveBudgetDialog
          budget={toNow(removed) ?? removed}
          isGone={!toNow(removed)}
          onClose={() => onRemove(undefined)}
        />
      )}
    </>
  );
}
