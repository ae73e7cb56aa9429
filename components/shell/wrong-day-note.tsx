"use client";

import { CalendarX } from "lucide-react";
import { useTranslations } from "next-intl";
import { toVendorText } from "@/components/ui/display/vendor-text";

const maxLength = 40;

export function WrongDayNote({ text }: { text: string }) {
  const t = useTranslations("shell");
  return (
    <p role="note" className="flex gap-3 rounded-lg bg-warn-soft px-4 py-2.5 text-warn print:hidden">
      <CalendarX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">
        {t.rich("wrongDay", {
          text: toVendorText(text.slice(0, maxLength), "font-medium"),
          example: (day) => <span className="whitespace-nowrap">{day}</span>,
        })}
      </span>
    </p>
  );
}
