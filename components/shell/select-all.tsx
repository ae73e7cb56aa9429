"use client";

import { useTranslations } from "next-intl";
import { RowCheck } from "@/components/ui/controls/row-check";
import type { ListSelection } from "./use-list-selection";

export function SelectAll<Row>({
  choice: { selection, total, onAll, isBusy },
}: {
  choice: ListSelection<Row>;
}) {
  const t = useTranslations("ui");
  const count = selection.rows.size;
  return (
    <RowCheck
      label={t("selectAll")}
      isChecked={count > 0 && count >= total}
      isMixed={count > 0 && count < total}
      isDisabled={isBusy}
      onToggle={() => (count > 0 ? selection.clear() : onAll())}
    />
  );
}
