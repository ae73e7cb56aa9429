"use client";

import { useTranslations } from "next-intl";
import { useChangeSentences } from "@/components/directory/use-change-sentences";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import type { PrintedRow } from "@/lib/core/money/rounding";
import type { SpendChanges } from "@/lib/money/spend/change-schema";

type Props = { changes: SpendChanges; printed: PrintedRow; today: string };

export function ChangeStory({ changes, printed, today }: Props) {
  const t = useTranslations("spend.changes");
  const { total, where, why } = useChangeSentences({ ...changes, printed }, today);
  return (
    <section aria-label={t("story")} className="grid max-w-prose gap-1.5">
      <p className="text-xl">{total}</p>
      {where && <p>{where}</p>}
      {why && (
        <div>
          {why}
          <InfoTip about={t("causes")}>{t("causesText")}</InfoTip>
        </div>
      )}
    </section>
  );
}
