"use client";

import { useLocale, useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { AmountSteps } from "@/components/reports/shared/amount-steps";
import { formatSpan } from "@/lib/core/format/format";
import type { SpendActors } from "@/lib/money/spend/schema";
import type { ActorsQuery } from "@/lib/money/spend/search-params";

type Props = { found: SpendActors; kind: ActorsQuery["kind"] };

/** What is billed, what the rows add up to, and the reasons for the difference. */
export function ActorGaps({ found, kind }: Props) {
  const t = useTranslations("spend.gaps");
  const locale = useLocale();
  const { cents, reportedCents, restCents, gaps, printed, source } = found;
  return (
    <AmountSteps
      title={t("title", { span: formatSpan(found, locale) })}
      steps={[
        {
          id: "billed",
          name: t("billed"),
          badge: <AmountKindBadge of="billed" />,
          cents: reportedCents,
          printed: printed.reportedCents,
        },
        {
          id: "rows",
          name: t(`kinds.${kind}`),
          badge: <AmountKindBadge of={source === "estimated" ? "estimated" : "reported"} />,
          cents,
          printed: printed.cents,
        },
        { id: "gap", name: t("gap"), cents: restCents, printed: printed.restCents },
        ...gaps.map((gap) => ({
          id: gap.reason,
          name: t(`reasons.${gap.reason}`),
          cents: gap.cents,
          printed: gap.printedCents,
          isReason: true,
        })),
      ]}
    />
  );
}
