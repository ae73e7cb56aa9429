import { useScheduleItems } from "@/components/shell/use-schedule-items";
import { ExportMenu } from "@/components/ui/overlay/export-menu";

export function ChangesExport({ query }: { query: string }) {
  return <ExportMenu noun="differences/changes" query={query} others={useScheduleItems("changes")} />;
}
