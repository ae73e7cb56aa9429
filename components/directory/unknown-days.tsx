import { useTranslations } from "next-intl";
import type { SpendMonth } from "@/lib/money/spend/schema";

type Props = { month: Pick<SpendMonth, "loading" | "missingDays" | "unkeptDays"> };

/** Which days of a month its sum lacks. */
export function UnknownDays({ month: { loading, missingDays, unkeptDays } }: Props) {
  const t = useTranslations("spend");
  if (loading || missingDays + unkeptDays === 0) return null;
  return (
    <div role="note" className="text-ink-muted text-sm">
      {missingDays > 0 && <p>{t("missing", { count: missingDays })}</p>}
      {unkeptDays > 0 && <p>{t("month.unkept", { count: unkeptDays })}</p>}
    </div>
  );
}
