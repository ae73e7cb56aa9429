"use client";

import { useLocale, useTranslations } from "next-intl";
import { Amount } from "@/components/ui/display/amount";
import { Badge } from "@/components/ui/display/badge";
import { CardLines } from "@/components/ui/display/two-lines";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { VendorText } from "@/components/ui/display/vendor-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import { formatShare } from "@/lib/core/format/format";
import type { Budget } from "@/lib/money/budgets/schema";
import { BudgetBar } from "./budget-bar";
import { useTestBudget } from "./use-budget-mutations";
import { useBudgetName } from "./use-budget-name";

type Operations = {
  canWrite: boolean;
  shown: string | undefined;
  onChoose: (id: string) => void;
  onChange: (budget: Budget) => void;
  onRemove: (budget: Budget) => void;
};

export function useBudgetColumns(operations: Operations): Column<Budget>[] {
  const t = useTranslations("budgets");
  const money = (
    id: "budget" | "spent" | "forecast",
    toCents: (budget: Budget) => string | null,
  ): Column<Budget> => ({
    id,
    header: t(id),
    width: 130,
    isNumeric: true,
    cell: (budget) => {
      const cents = toCents(budget);
      return cents === null ? "–" : <Amount cents={cents} />;
    },
  });
  return [
    { id: "name", header: t("of"), cell: (budget) => <Name budget={budget} {...operations} /> },
    { id: "period", header: t("period"), width: 96, cell: ({ period }) => t(`periods.${period}`) },
    money("budget", ({ cents }) => cents),
    { ...money("spent", ({ spentCents }) => spentCents), card: "value" },
    {
      id: "share",
      header: t("share"),
      width: 200,
      card: "note",
      cell: (budget) => <Share budget={budget} />,
    },
    money("forecast", ({ forecastCents }) => forecastCents),
    { id: "crossed", header: t("crossed"), width: 150, cell: (budget) => <State {...budget} /> },
    ...(operations.canWrite ? [toActions(t("actions"), operations)] : []),
  ];
}

function Share({ budget: { spentCents, ...budget } }: { budget: Budget }) {
  const t = useTranslations("sync");
  return spentCents === null ? (
    <UnknownValue reason={t("notReadYet")} />
  ) : (
    <BudgetBar {...budget} spentCents={spentCents} />
  );
}

function Name({ budget, shown, onChoose }: Operations & { budget: Budget }) {
  const t = useTranslations("budgets");
  const toName = useBudgetName();
  return (
    <CardLines detail={<Terms budget={budget} />}>
      <button
        type="button"
        aria-pressed={shown === budget.id}
        onClick={() => onChoose(budget.id)}
        className="-mx-1.5 flex h-7 min-w-0 items-center rounded-sm px-1.5 hover:bg-sunken aria-pressed:bg-sunken"
      >
        <VendorText className="truncate font-medium">{toName(budget)}</VendorText>
      </button>
      <span className="shrink-0 text-ink-muted text-xs md:hidden">{t(`periods.${budget.period}`)}</span>
    </CardLines>
  );
}

/** The terms of a budget for cards, which have no columns for them. */
function Terms({ budget: { cents, isAtRisk } }: { budget: Budget }) {
  const t = useTranslations("budgets");
  return (
    <>
      <Amount cents={cents} />
      {isAtRisk && <span className="text-warn"> · {t("atRisk")}</span>}
    </>
  );
}

function State({ crossed, isAtRisk }: Pick<Budget, "crossed" | "isAtRisk">) {
  const t = useTranslations("budgets");
  const locale = useLocale();
  const threshold = crossed?.threshold ?? 0;
  return (
    <span className="flex flex-wrap gap-1">
      {threshold > 0 && (
        <Badge tone={threshold >= 100 ? "danger" : "warn"}>{formatShare(threshold / 100, locale)}</Badge>
      )}
      {isAtRisk && <Badge tone="warn">{t("atRisk")}</Badge>}
    </span>
  );
}

function toActions(header: string, operations: Operations): Column<Budget> {
  return {
    id: "actions",
    header,
    isHeaderHidden: true,
    width: 56,
    cell: (budget) => <BudgetActions budget={budget} {...operations} />,
  };
}

function BudgetActions({ budget, onChange, onRemove }: Operations & { budget: Budget }) {
  const t = useTranslations("budgets");
  const name = useBudgetName()(budget);
  const test = useTestBudget();
  return (
    <RowMenu
      label={t("menu", { name })}
      items={[
        { id: "test", label: t("test"), onSelect: () => test.mutate(budget.id) },
        { id: "change", hasDialog: true, label: t("change"), onSelect: () => onChange(budget) },
        {
          id: "remove",
          hasDialog: true,
          label: t("remove"),
          isDanger: true,
          onSelect: () => onRemove(budget),
        },
      ]}
    />
  );
}
