import { CalendarClock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ExportMenu } from "@/components/ui/overlay/export-menu";

export function ChangesExport({ query }: { query: string }) {
  const t = useTranslations("reports");
  const router = useRouter();
  const schedule = {
    id: "schedule",
    label: (
      <>
        <CalendarClock aria-hidden /> {t("schedule")}
      </>
    ),
    onSelect: () => router.push(`/schedules?${toAsked()}`),
  };
  return <ExportMenu noun="differences/changes" query={query} others={[schedule]} />;
}

/** The page with its ranges as they are, because a schedule's ranges roll. */
function toAsked(): URLSearchParams {
  return new URLSearchParams({ report: "changes", query: window.location.search.slice(1) });
}
