"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Menu, type MenuItem } from "@/components/ui/overlay/menu";
import { addDays, toDay } from "@/lib/core/format/calendar";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { type KeyOperation, toKeyRefusal } from "@/lib/directory/keys/vocabulary";

/** As the server counts what is in use. */
const recentDays = 7;

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
        hasDialog: isAsked(operation, row),
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

/** A key that nothing seems to use is deactivated at once. */
function isAsked(operation: KeyOperation, { lastUsedOn }: KeyRow): boolean {
  if (operation !== "deactivate") return operation === "rename" || operation === "archive";
  return lastUsedOn !== null && lastUsedOn >= addDays(toDay(Date.now()), -recentDays);
}

function toIdleSwitch(status: string): KeyOperation {
  return status === "active" ? "activate" : "deactivate";
}
