"use client";

import { useTranslations } from "next-intl";
import { useFormAct } from "@/components/shell/use-act";
import { unwrap } from "@/lib/entry/unwrap";
import { changeSettings } from "@/lib/settings/actions";
import type { SettingChanges } from "@/lib/settings/schema";

/** For every section of the settings. */
export function useChangeSettings() {
  const t = useTranslations("settings.rules");
  return useFormAct({
    run: async (changes: SettingChanges) => unwrap(await changeSettings(changes)),
    toText: () => t("savedToast"),
    refreshes: ["settings", "audit"],
  });
}
