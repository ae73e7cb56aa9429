"use client";

import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { VendorText } from "@/components/ui/vendor-text";
import type { Budget } from "@/lib/budgets/schema";
import { useRemoveBudget } from "./use-budget-acts";
import { useBudgetName } from "./use-budget-name";

/** No name to type: the same budget made again undoes it, but for what it has told. */
export function RemoveBudgetDialog({ budget, onClose }: { budget: Budget; onClose: () => void }) {
  const t = useTranslations("budgets");
  const name = useBudgetName()(budget);
  const removal = useRemoveBudget(onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove") }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate(budget.id)}
      onClose={onClose}
    >
      <p>
        {t.rich("removeText", {
          name: () => <VendorText className="font-medium text-ink">{name}</VendorText>,
        })}
      </p>
    </ConfirmDialog>
  );
}
