import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/display/badge";
import { DayText } from "@/components/ui/display/day-text";
import type { ReviewHead } from "@/lib/governance/reviews/schema";

type Props = Pick<ReviewHead, "dueOn" | "isOverdue" | "closedAt">;

export function DueText({ dueOn, isOverdue, closedAt }: Props) {
  const t = useTranslations("reviews");
  return (
    <span className="flex items-center gap-2">
      <DayText day={dueOn} />
      {isOverdue && <Badge tone="danger">{t("overdue")}</Badge>}
      {closedAt && <Badge>{t("closed")}</Badge>}
    </span>
  );
}
