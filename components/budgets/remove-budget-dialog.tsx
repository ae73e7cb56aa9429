"use client";

import { useTranslations } from "next-intl";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { Budget } from "@/lib/money/budgets/schema";
import { useRemoveBudget } from "./use-budget-mutations";
import { useBudgetName } from "./use-budget-name";

type Props = { budget: Budget; isGone: boolean; onClose: () => void };

/** No typed confirmation: adding the same budget again undoes this, except for notifications already sent. */
export function RemoveBudgetDialog({ budget, isGone, onClose }: Props) {
  const t = useTranslations("budgets");
  const name = useBudgetName()(budget);
  const gone = useTranslations("errors")("not_found");
  const removal = useRemoveBudget(onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove"), disabledReason: isGone && !removal.isPending ? gone : undefined }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate(budget)}
      onClose={onClose}
    >
      <p>{t.rich("removeText", named(name, "font-medium text-ink"))}</p>
    </ConfirmDialog>
  );
}
