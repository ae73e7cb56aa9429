"use client";

import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import type { ShownWebhook } from "@/lib/core/delivery/schema";
import type { DeliveryState } from "@/lib/core/delivery/vocabulary";
import { useDeliveryReason } from "./use-delivery-reason";

const tones: Record<DeliveryState, Tone> = {
  waiting: "warn",
  sending: "neutral",
  sent: "good",
  failed: "danger",
  unknown: "warn",
  stopped: "neutral",
};

/** How the last message went, and why if it didn't. */
export function LastDelivery({ last }: Pick<ShownWebhook, "last">) {
  const t = useTranslations("delivery");
  const toReason = useDeliveryReason();
  if (!last) return <span className="text-ink-muted">{t("never")}</span>;
  return (
    <span className="inline-flex min-w-0 max-md:flex-wrap items-center max-md:justify-end gap-x-2 gap-y-0.5">
      <Badge tone={tones[last.state]}>{t(`states.${last.state}`)}</Badge>
      <DateText at={last.at} />
      {last.errorCode && <span className="truncate text-ink-muted">{toReason(last.errorCode)}</span>}
    </span>
  );
}
