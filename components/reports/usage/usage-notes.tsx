"use client";

import { useTranslations } from "next-intl";
import {
  isHourly,
  isOfActors,
  listGeography,
  type UsageQuery,
} from "@/lib/money/reports/usage/search-params";

/** Each note appears only where it affects what is shown. */
export function UsageNotes({ query, today }: { query: UsageQuery; today: string }) {
  const t = useTranslations("usage");
  if (isOfActors(query)) return null;
  return (
    <ul className="grid gap-0.5 text-ink-muted text-xs">
      {query.to >= today && <li>{t("today")}</li>}
      <li>{t("priority")}</li>
      {listGeography(query).length > 0 && <li>{t("geography")}</li>}
      {isHourly(query) && <li>{t("hours")}</li>}
    </ul>
  );
}
