"use client";

import clsx from "clsx";
import { CircleCheck, Clock, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { DateText } from "@/components/ui/display/date-text";
import { formatDay } from "@/lib/core/format/format";
import type { Receipt } from "@/lib/directory/offboardings/schema";
import { isDone } from "@/lib/directory/offboardings/vocabulary";

const looks = {
  bad: { icon: TriangleAlert, box: "bg-danger-soft text-danger" },
  good: { icon: CircleCheck, box: "bg-good-soft text-good" },
  waiting: { icon: Clock, box: "bg-sunken text-ink" },
} as const;

/** The one sentence that an auditor asks for. Unread traffic is never called silence. */
export function ReceiptVerdict({ receipt }: { receipt: Receipt }) {
  const { look, text } = useVerdict(receipt);
  const { icon: Icon, box } = looks[look];
  return (
    <p role="status" className={clsx("flex items-start gap-2 rounded-md px-3 py-2 print:border", box)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{text}</span>
    </p>
  );
}

function useVerdict(receipt: Receipt) {
  const t = useTranslations("offboardings.verdict");
  const locale = useLocale();
  const { state, startsAt, steps, keys, memberId, goneAt, newKeys, readUntil } = receipt;
  if (state === "scheduled")
    return {
      look: "waiting" as const,
      text: t.rich("scheduled", { when: () => <DateText at={startsAt} show="minute" /> }),
    };
  if (state === "pending" || state === "running") return { look: "waiting" as const, text: t(state) };
  const undone = steps.filter((step) => !isDone(step.state)).length;
  const alarming = keys.filter(({ isAlarming }) => isAlarming).length;
  if (alarming > 0) return { look: "bad" as const, text: t("used", { count: alarming }) };
  if (undone > 0) return { look: "bad" as const, text: t("undone", { count: undone }) };
  if (memberId !== null && goneAt === null) return { look: "bad" as const, text: t("back") };
  if (newKeys.length > 0) return { look: "bad" as const, text: t("newKeys", { count: newKeys.length }) };
  const watched = keys.filter(({ fate }) => fate === "stop" || fate === "ends");
  if (watched.length === 0) return { look: "good" as const, text: t("noKeys") };
  if (watched.some(({ traffic }) => traffic === "waiting" || traffic === "none") || readUntil === null)
    return { look: "waiting" as const, text: t("waiting") };
  return { look: "good" as const, text: t("silent", { day: formatDay(readUntil, locale) }) };
}
