import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/display/badge";
import { formatDay } from "@/lib/core/format/format";
import type { ReviewHead } from "@/lib/governance/reviews/schema";

type Props = Pick<ReviewHead, "dueOn" | "isOverdue" | "closedAt">;

export function DueText({ dueOn, isOverdue, closedAt }: Props) {
  const t = useTranslations("reviews");
  const locale = useLocale();
  return (
    <span className="flex items-center gap-2">
      <time dateTime={dueOn} className="whitespace-nowrap tabular-nums">
        {formatDay(dueOn, locale)}
      </time>
      {isOverdue && <Badge tone="danger">{t("overdue")}</Badge>}
      {closedAt && <Badge>{t("closed")}</Badge>}
    </span>
  );
}
