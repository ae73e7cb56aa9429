"use client";

import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { acknowledgeUnusualDay, reopenUnusualDay } from "@/lib/money/spend/actions";
import type { AcknowledgeDay } from "@/lib/money/spend/change-schema";

const refreshes = ["spend", "overview", "audit"];

export function useAcknowledgeDay(onSaved: () => void) {
  const t = useTranslations("spend.unusual");
  const run = (send: Send, given: AcknowledgeDay) => send(acknowledgeUnusualDay, given);
  return useFormMutation({ run, toText: () => t("acknowledgedToast"), refreshes }, onSaved);
}

export function useReopenDay(onDone: () => void) {
  const t = useTranslations("spend.unusual");
  const run = (send: Send, given: Pick<AcknowledgeDay, "day" | "currency">) => send(reopenUnusualDay, given);
  return useToastMutation({ run, toText: () => t("reopenedToast"), refreshes }, onDone);
}
