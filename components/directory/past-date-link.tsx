import clsx from "clsx";
import { CalendarClock } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { toDay } from "@/lib/core/format/calendar";

type Props = {
  noun: "members" | "keys" | "access";
  /** From the page of one thing: what the list is narrowed to. */
  of?: { kind: "person" | "workspace" | "key"; filter: Record<string, string> };
};

/** A link to the list at the end of a past day, where another day can be chosen. */
export function PastDateLink({ noun, of }: Props) {
  const t = useTranslations("snapshots");
  const query = new URLSearchParams({ at: toDay(Date.now()), ...of?.filter });
  return (
    <Link
      // Sound: all of these are pages.
      href={`/${noun}?${query}` as Route}
      title={of ? t(`openTips.${of.kind}`) : t("openTip")}
      className={toButtonClass()}
    >
      <CalendarClock aria-hidden className="size-4 text-ink-faint" />
      <span className={clsx(!of && "max-sm:sr-only")}>{t("open")}</span>
    </Link>
  );
}
