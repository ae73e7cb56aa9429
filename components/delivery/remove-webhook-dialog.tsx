"use client";

import { useTranslations } from "next-intl";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { ShownWebhook } from "@/lib/core/delivery/schema";
import { useRemoveWebhook } from "./use-webhook-mutations";

type Props = { webhook: ShownWebhook; isGone: boolean; onClose: () => void };

export function RemoveWebhookDialog({ webhook, isGone, onClose }: Props) {
  const t = useTranslations("delivery.webhooks");
  const gone = useTranslations("errors")("not_found");
  const removal = useRemoveWebhook(onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove"), disabledReason: isGone && !removal.isPending ? gone : undefined }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate(webhook)}
      onClose={onClose}
    >
      <p>{t.rich("removeText", named(webhook.name, "font-medium text-ink"))}</p>
    </ConfirmDialog>
  );
}
