"use client";

import { useTranslations } from "next-intl";
import { RowCheck } from "@/components/ui/controls/row-check";
import type { Choosing } from "./use-choosing";

/** In the header: chooses every row of the list, or none. */
export function ChooseAll<Row>({ choice: { selection, total, onAll, isBusy } }: { choice: Choosing<Row> }) {
  const t = useTranslations("ui");
  const count = selection.rows.size;
  return (
    <RowCheck
      label={t("selectAll")}
      isChecked={count > 0 && count >= total}
      isMixed={count > 0 && count < total}
      isDisabled={isBusy}
      onToggle={count > 0 ? selection.clear : onAll}
    />
  );
}
