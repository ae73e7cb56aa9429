import { ExportMenu } from "@/components/shell/export-menu";

export function ChangesExport({ query }: { query: string }) {
  return <ExportMenu noun="differences/changes" query={query} schedule="changes" />;
}
