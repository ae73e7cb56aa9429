"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Menu, type MenuItem } from "@/components/ui/overlay/menu";
import type { KeyRow } from "@/lib/keys/schema";
import { type KeyAct, toKeyRefusal } from "@/lib/keys/vocabulary";

type Props = {
  row: KeyRow;
  operations: readonly KeyAct[];
  onOperation: (act: KeyAct, row: KeyRow) => void;
  trigger: ReactNode;
  triggerClass: string;
};

/** Operations that the API would refuse stay visible with the reason. */
export function KeyMenu({ row, operations, onOperation, trigger, triggerClass }: Props) {
  const t = useTranslations();
  const items = operations
    .filter((act) => act !== toIdleSwitch(row.status))
    .map((act): MenuItem => {
      const reason = toKeyRefusal(row.status, act);
      return {
        id: act,
        label: t(`keys.${act}`),
        onSelect: () => onOperation(act, row),
        isDanger: act === "archive",
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

function toIdleSwitch(status: string): KeyAct {
  return status === "active" ? "activate" : "deactivate";
}
