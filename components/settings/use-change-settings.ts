"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { changeSettings } from "@/lib/settings/actions";
import type { SettingChanges } from "@/lib/settings/schema";

/** For every section of the settings. Failures stay with the caller, who has the form open. */
export function useChangeSettings() {
  const t = useTranslations("settings.rules");
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (changes: SettingChanges) => unwrap(await changeSettings(changes)),
    onSuccess: () => toast(t("savedToast")),
    onSettled: () => {
      client.invalidateQueries({ queryKey: ["settings"] });
      client.invalidateQueries({ queryKey: ["audit"] });
    },
  });
}
