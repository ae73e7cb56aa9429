"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Menu, type MenuItem } from "@/components/ui/overlay/menu";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { type KeyOperation, toKeyRefusal } from "@/lib/directory/keys/vocabulary";

type Props = {
  row: KeyRow;
  operations: readonly KeyOperation[];
  onOperation: (operation: KeyOperation, row: KeyRow) => void;
  trigger: ReactNode;
  triggerClass: string;
};

/** Operations that the API would refuse stay visible with the reason. */
export function KeyMenu({ row, operations, onOperation, trigger, triggerClass }: Props) {
  const t = useTranslations();
  const items = operations
    .filter((operation) => operation !== toIdleSwitch(row.status))
    .map((operation): MenuItem => {
      const reason = toKeyRefusal(row.status, operation);
      return {
        id: operation,
        label: t(`keys.${operation}`),
        onSelect: () => onOperation(operation, row),
        isDanger: operation === "archive",
        disabledReason: reason ? t(`reasons.${reason}`) : undefined,
      };
    });
  return (
    <Menu
      label={t("keys.actionsOf", { name: row.name })}
      trigger={trigger}
      triggerClass={triggerClass}
      items={items}
    />
  );
}

function toIdleSwitch(status: string): KeyOperation {
  return status === "active" ? "activate" : "deactivate";
}
