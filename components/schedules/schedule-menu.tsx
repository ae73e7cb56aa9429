"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Schedule } from "@/lib/across/schedules/schema";
import { reportPages } from "@/lib/across/schedules/vocabulary";
import { usePauseSchedule, useSendSchedule } from "./use-schedule-mutations";

type Props = {
  schedule: Schedule;
  onChange: (schedule: Schedule) => void;
  onRemove: (schedule: Schedule) => void;
};

export function ScheduleMenu({ schedule, onChange, onRemove }: Props) {
  const t = useTranslations("schedules");
  const router = useRouter();
  const pause = usePauseSchedule();
  const send = useSendSchedule();
  const { name, report, query, isPaused, isWritable } = schedule;
  const open = () => router.push(`${reportPages[report]}?${query}`);
  const writes = [
    { id: "send", label: t("sendNow"), onSelect: () => send.mutate(schedule) },
    {
      id: "pause",
      label: t(isPaused ? "resume" : "pause"),
      onSelect: () => pause.mutate(schedule),
    },
    { id: "change", hasDialog: true, label: t("change"), onSelect: () => onChange(schedule) },
    { id: "remove", hasDialog: true, label: t("remove"), isDanger: true, onSelect: () => onRemove(schedule) },
  ];
  return (
    <RowMenu
      label={t("menu", { name })}
      items={[{ id: "open", label: t("open"), onSelect: open }, ...(isWritable ? writes : [])]}
    />
  );
}
