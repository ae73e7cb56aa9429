"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { formatDay } from "@/lib/core/format/format";
import { acknowledgeUnusualDay, reopenUnusualDay } from "@/lib/money/spend/actions";
import type { AcknowledgeDay } from "@/lib/money/spend/change-schema";

const refreshes = ["spend", "overview", "audit"];

export function useAcknowledgeDay(onSaved: () => void) {
  const t = useTranslations("spend.unusual");
  const locale = useLocale();
  const run = (send: Send, given: AcknowledgeDay) => send(acknowledgeUnusualDay, given);
  return useFormMutation(
    { run, toText: ({ day }) => t("acknowledgedToast", { day: formatDay(day, locale) }), refreshes },
    onSaved,
  );
}

export function useReopenDay(onDone: () => void) {
  const t = useTranslations("spend.unusual");
  const locale = useLocale();
  const run = (send: Send, given: Pick<AcknowledgeDay, "day" | "currency">) => send(reopenUnusualDay, given);
  return useToastMutation(
    { run, toText: ({ day }) => t("reopenedToast", { day: formatDay(day, locale) }), refreshes },
    onDone,
  );
}
