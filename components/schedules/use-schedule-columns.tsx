"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import type { Schedule } from "@/lib/across/schedules/schema";
import { reportPages } from "@/lib/across/schedules/vocabulary";
import { channelsQuery } from "@/lib/core/delivery/queries";
import { type DeliveryState, toWorst } from "@/lib/core/delivery/vocabulary";
import { toClock, toWeekdayName } from "./to-rhythm";
import { usePauseSchedule, useSendSchedule } from "./use-schedule-mutations";

type Operations = { onChange: (schedule: Schedule) => void; onRemove: (schedule: Schedule) => void };

export function useScheduleColumns(operations: Operations): Column<Schedule>[] {
  const t = useTranslations("schedules");
  return [
    { id: "name", header: t("name"), width: 240, cell: (one) => <Name {...one} /> },
    { id: "when", header: t("when"), width: 210, cell: (one) => <When {...one} /> },
    { id: "recipients", header: t("recipients"), cell: (one) => <Recipients {...one} /> },
    { id: "last", header: t("last"), width: 240, card: "value", cell: (one) => <Last {...one} /> },
    {
      id: "actions",
      header: t("actions"),
      isHeaderHidden: true,
      width: 56,
      cell: (one) => <ScheduleMenu schedule={one} {...operations} />,
    },
  ];
}

function Name({ name, report, owner }: Schedule) {
  const t = useTranslations("schedules");
  return (
    <TwoLines
      detail={
        <>
          {t(`reports.${report}`)} · <VendorText>{owner}</VendorText>
        </>
      }
    >
      <VendorText className="truncate font-medium">{name}</VendorText>
    </TwoLines>
  );
}

function When({ cadence, day, hour, isPaused, nextAt }: Schedule) {
  const t = useTranslations("schedules");
  const format = useFormatter();
  const place = cadence === "weekly" ? toWeekdayName(format, day) : String(day);
  return (
    <TwoLines detail={isPaused ? t("paused") : <DateText at={nextAt} />}>
      <span className="truncate">{t(`rhythm.${cadence}`, { day: place, time: toClock(hour) })}</span>
    </TwoLines>
  );
}

function Recipients({ recipients, outside, unsubscribed }: Schedule) {
  const t = useTranslations("schedules");
  const { data } = useQuery(channelsQuery());
  const toName = (id: string) => data?.webhooks.find((one) => one.id === id)?.name ?? id;
  const toMarks = (id: string) =>
    [outside.includes(id) && t("outside"), unsubscribed.includes(id) && t("unsubscribed")].filter(Boolean);
  const texts = recipients.map(({ id }) => {
    const marks = toMarks(id);
    return marks.length > 0 ? `${toName(id)} (${marks.join(", ")})` : toName(id);
  });
  return <VendorText className="line-clamp-2">{texts.join(", ") || "–"}</VendorText>;
}

const tones: Record<DeliveryState, Tone> = {
  sent: "good",
  waiting: "warn",
  sending: "neutral",
  failed: "danger",
  unknown: "warn",
  stopped: "danger",
};

function Last({ last }: Schedule) {
  const t = useTranslations("delivery");
  if (!last) return <span className="text-ink-muted">{t("never")}</span>;
  const worst = toWorst(last.messages);
  const code = last.messages.find(({ state }) => state === worst)?.errorCode;
  const key = `reasons.${code}` as Parameters<typeof t>[0]; // Sound: asked for before it is used.
  return (
    <TwoLines detail={code ? (t.has(key) ? t(key) : code) : null}>
      {worst && <Badge tone={tones[worst]}>{t(`states.${worst}`)}</Badge>}
      <DateText at={last.at} />
    </TwoLines>
  );
}

type Props = {
  schedule: Schedule;
  onChange: (schedule: Schedule) => void;
  onRemove: (schedule: Schedule) => void;
};

function ScheduleMenu({ schedule, onChange, onRemove }: Props) {
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
