"use client";

import { useTranslations } from "next-intl";
import { saveSettings } from "@/components/shell/save-settings";
import { useFormMutation } from "@/components/shell/use-operation";
import { toDay } from "@/lib/core/format/calendar";
import type { Successor } from "@/lib/core/settings/schema";

export function useChangeSettings(onSaved: () => void) {
  const t = useTranslations("settings.rules");
  return useFormMutation(
    { run: saveSettings, toText: () => t("savedToast"), refreshes: ["settings", "audit"] },
    onSaved,
  );
}

/** Null for the built-in table. Prices that someone changes are as of that day. */
export function useChangeSuccessors(onSaved: () => void) {
  const t = useTranslations("settings.successors");
  return useFormMutation(
    {
      run: (send, rows: Successor[] | null) =>
        saveSettings(send, { successors: rows && { asOf: toDay(new Date()), rows } }),
      toText: () => t("savedToast"),
      refreshes: ["settings", "spend", "audit"],
    },
    onSaved,
  );
}
