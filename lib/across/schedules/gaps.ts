import "server-only";
import type { Translate } from "@/lib/core/delivery/translate";
import type { Coverage } from "@/lib/money/reports/schema";

type Known = Pick<Coverage, "loading" | "missingDays" | "incompleteDays">;

/** What is missing from the numbers, if anything is. */
export function listGaps({ loading, missingDays, incompleteDays }: Known, t: Translate): string[] {
  return [
    ...(loading && missingDays > 0 ? [t("mail.report.provisional", { count: missingDays })] : []),
    ...(incompleteDays > 0 ? [t("mail.report.incomplete", { count: incompleteDays })] : []),
  ];
}
