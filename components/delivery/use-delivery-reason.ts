"use client";

import { useTranslations } from "next-intl";

/** A code that this version doesn't know is shown as it is. */
export function useDeliveryReason(): (code: string) => string {
  const t = useTranslations("delivery.reasons");
  return (code) => {
    const key = code as Parameters<typeof t>[0]; // Sound: asked for before it is used.
    return t.has(key) ? t(key) : code;
  };
}
