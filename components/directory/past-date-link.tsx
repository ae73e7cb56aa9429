import { CalendarClock } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { toDay } from "@/lib/calendar";

/** To the list at the end of a past day, where another day can be chosen. */
export function PastDateLink({ noun }: { noun: "members" | "keys" | "access" }) {
  const t = useTranslations("snapshots");
  return (
    // Sound: both are pages.
    <Link href={`/${noun}?at=${toDay(Date.now())}` as Route} title={t("openTip")} className={toButtonClass()}>
      <CalendarClock aria-hidden className="size-4 text-ink-faint" />
      {t("open")}
    </Link>
  );
}
