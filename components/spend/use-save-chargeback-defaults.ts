"use client";

import { useTranslations } from "next-intl";
import { useToastMutation } from "@/components/shell/use-operation";
import { changeSettings } from "@/lib/core/settings/actions";
import type { Chargeback } from "@/lib/money/spend/schema";

export function useSaveChargebackDefaults() {
  const t = useTranslations("spend.chargeback");
  return useToastMutation({
    run: (send, { tag, rule, center }: Chargeback) =>
      send(changeSettings, { chargeback: { tagKey: tag, rule, center } }),
    toText: () => t("keptToast"),
    refreshes: ["settings", "spend", "audit"],
  });
}
