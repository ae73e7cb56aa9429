"use client";

import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { type KeyStatus, keyStatuses } from "@/lib/directory/keys/vocabulary";

const tones: Record<KeyStatus, Tone> = {
  active: "good",
  inactive: "warn",
  archived: "neutral",
  expired: "neutral",
};

export function KeyStatusBadge({ status }: { status: string }) {
  const toName = useStatusName();
  const known = keyStatuses.find((one) => one === status);
  return <Badge tone={known ? tones[known] : "neutral"}>{toName(status)}</Badge>;
}

/** Beside the status of a key that another one takes over from. */
export function BeingReplaced({ of: { isBeingReplaced } }: { of: { isBeingReplaced: boolean } }) {
  const t = useTranslations("keys");
  return isBeingReplaced && <Badge tone="accent">{t("beingReplaced")}</Badge>;
}

export function useStatusName(): (status: string) => string {
  const t = useTranslations("keys.statuses");
  return (status) => {
    const known = keyStatuses.find((one) => one === status);
    return known ? t(known) : status;
  };
}
