"use client";

import { useTranslations } from "next-intl";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { Schedule } from "@/lib/across/schedules/schema";
import { useRemoveSchedule } from "./use-schedule-mutations";

type Props = { schedule: Schedule; isGone: boolean; onClose: () => void };

export function RemoveScheduleDialog({ schedule, isGone, onClose }: Props) {
  const t = useTranslations("schedules");
  const gone = useTranslations("errors")("not_found");
  const removal = useRemoveSchedule(onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove"), disabledReason: isGone && !removal.isPending ? gone : undefined }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate(schedule)}
      onClose={onClose}
    >
      <p>{t.rich("removeText", named(schedule.name, "font-medium text-ink"))}</p>
    </ConfirmDialog>
  );
}
