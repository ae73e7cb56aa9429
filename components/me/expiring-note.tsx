"use client";

import { CalendarClock } from "lucide-react";
import { useTranslations } from "next-intl";
import { DateText } from "@/components/ui/display/date-text";
import { toVendorText } from "@/components/ui/display/vendor-text";
import type { MyAccess } from "@/lib/account/me/schema";
import { expiringDays } from "@/lib/core/organization/vocabulary";

/** Which of one's keys stop by themselves soon, first those that stop first. */
export function ExpiringNote({ keys }: Pick<MyAccess, "keys">) {
  const t = useTranslations("me");
  const expiring = keys
    .filter(({ isExpiring }) => isExpiring)
    .toSorted((a, b) => (a.expiresAt ?? "").localeCompare(b.expiresAt ?? ""));
  if (expiring.length === 0) return null;
  return (
    <div role="note" className="flex gap-3 rounded-lg bg-warn-soft px-4 py-2.5 text-warn">
      <CalendarClock aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p>{t("expiring", { count: expiring.length, days: expiringDays })}</p>
        <ul>
          {expiring.map(({ id, name, expiresAt }) => (
            <li key={id}>
              {t.rich("expiresOn", {
                name: toVendorText(name.trim() || id, "font-medium"),
                day: () => <DateText at={expiresAt} show="day" />,
              })}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
