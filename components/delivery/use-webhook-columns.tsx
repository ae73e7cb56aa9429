"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import type { ShownWebhook } from "@/lib/core/delivery/schema";
import { LastDelivery } from "./last-delivery";
import { useTestWebhook } from "./use-webhook-mutations";

type Operations = {
  canWrite: boolean;
  onChange: (webhook: ShownWebhook) => void;
  onRemove: (webhook: ShownWebhook) => void;
};

export function useWebhookColumns(operations: Operations): Column<ShownWebhook>[] {
  const t = useTranslations("delivery.webhooks");
  return [
    {
      id: "name",
      header: t("name"),
      width: 220,
      cell: ({ name }) => <VendorText className="truncate font-medium">{name}</VendorText>,
    },
    { id: "origin", header: t("host"), width: 260, cell: (webhook) => <Origin {...webhook} /> },
    { id: "last", header: t("last"), card: "value", cell: (webhook) => <LastDelivery {...webhook} /> },
    ...(operations.canWrite
      ? [
          {
            id: "actions",
            header: t("actions"),
            isHeaderHidden: true,
            width: 56,
            cell: (webhook: ShownWebhook) => <WebhookMenu webhook={webhook} {...operations} />,
          },
        ]
      : []),
  ];
}

function Origin({ origin, isSigned, getsAlarms }: ShownWebhook) {
  const t = useTranslations("delivery.webhooks");
  if (origin === null) return <Badge tone="warn">{t("unreadable")}</Badge>;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <code className="truncate">{origin}</code>
      {isSigned && <Badge>{t("signed")}</Badge>}
      {getsAlarms && <Badge>{t("alarms")}</Badge>}
    </span>
  );
}

function WebhookMenu({ webhook, onChange, onRemove }: Operations & { webhook: ShownWebhook }) {
  const t = useTranslations("delivery.webhooks");
  const test = useTestWebhook();
  return (
    <RowMenu
      label={t("menu", { name: webhook.name })}
      items={[
        { id: "test", label: t("test"), onSelect: () => test.mutate(webhook) },
        { id: "change", hasDialog: true, label: t("change"), onSelect: () => onChange(webhook) },
        {
          id: "remove",
          hasDialog: true,
          label: t("remove"),
          isDanger: true,
          onSelect: () => onRemove(webhook),
        },
      ]}
    />
  );
}
