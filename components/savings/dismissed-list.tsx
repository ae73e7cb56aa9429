"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import type { Dismissed } from "@/lib/money/savings/schema";
import { useRestore } from "./use-dismissals";

type Props = { dismissed: readonly Dismissed[]; canWrite: boolean };

export function DismissedList({ dismissed, canWrite }: Props) {
  const t = useTranslations("savings.opportunities");
  const locale = useLocale();
  const restoring = useRestore();
  if (dismissed.length === 0) return null;
  return (
    <section aria-label={t("dismissed")} className="grid gap-1 text-sm">
      <h3 className="text-ink-muted">{t("dismissed")}</h3>
      <ul className="divide-y card">
        {dismissed.map(({ kind, reason, until, by, byName }) => (
          <li key={kind} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-2.5">
            <span className="grid min-w-0">
              <span className="font-medium">{t(`kinds.${kind}`)}</span>
              <VendorText className="whitespace-pre-wrap">{reason}</VendorText>
              <span className="text-ink-muted text-xs">
                {t.rich("dismissedBy", {
                  by: () => <PersonName email={by} name={byName} />,
                  day: formatDay(until, locale),
                })}
              </span>
            </span>
            {canWrite && (
              <Button
                isPending={restoring.isPending && restoring.variables === kind}
                onClick={() => restoring.mutate(kind)}
                className="print:hidden"
              >
                {t("restore")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
