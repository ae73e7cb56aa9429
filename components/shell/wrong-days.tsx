"use client";

import { CalendarX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { VendorText } from "@/components/ui/display/vendor-text";
import { isDay } from "@/lib/calendar";

/** The days that addresses of pages may hold. */
const names = ["at", "since", "from", "to", "beforeFrom", "beforeTo"];
const maxLength = 40;

/** Files refuse such a day; a page shows what it does without it, and says so. */
export function WrongDays() {
  const t = useTranslations("shell");
  const search = useSearchParams();
  const wrong = names.map((name) => search.get(name) ?? "").find((text) => text !== "" && !isDay(text));
  if (wrong === undefined) return null;
  return (
    <p role="note" className="flex gap-3 rounded-lg bg-warn-soft px-4 py-2.5 text-warn print:hidden">
      <CalendarX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">
        {t.rich("wrongDay", {
          text: () => <VendorText className="font-medium">{wrong.slice(0, maxLength)}</VendorText>,
          example: (day) => <span className="whitespace-nowrap">{day}</span>,
        })}
      </span>
    </p>
  );
}
