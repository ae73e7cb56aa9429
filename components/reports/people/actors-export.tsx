"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLinkItems } from "@/components/reports/shared/use-link-items";
import { useScheduleItems } from "@/components/shell/use-schedule-items";
import { ExportMenu } from "@/components/ui/overlay/export-menu";
import type { ActorsQuery } from "@/lib/spend/search-params";

/** Files of people need a recent sign-in, as everywhere. */
export function ActorsExport({ query: { from, to, kind, currency } }: { query: ActorsQuery }) {
  const t = useTranslations("reports");
  const schedule = useScheduleItems("actors");
  const links = useLinkItems({ from, to });
  const search = new URLSearchParams({ from, to, kind, ...(currency && { currency }) });
  const print = {
    id: "print",
    label: (
      <>
        <Printer aria-hidden /> {t("print")}
      </>
    ),
    onSelect: () => window.print(),
  };
  return (
    <ExportMenu noun="people/keys-and-people" query={`?${search}`} others={[print, ...schedule, ...links]} />
  );
}
