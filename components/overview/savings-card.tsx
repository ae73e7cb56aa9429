"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/ui/display/amount";
import { toPeriodStart } from "@/lib/calendar";
import type { Overview } from "@/lib/overview/schema";
import { opportunitiesQuery, savingsQuery } from "@/lib/savings/queries";
import { FigureCard } from "./figure-cards";

/** The browser reads it after the rest of the page. */
export function SavingsCard({ month: { today, currency } }: Pick<Overview, "month">) {
  const t = useTranslations("overview.savings");
  const query = { from: toPeriodStart(today, "month"), to: today, currency };
  const { data } = useQuery(savingsQuery(query));
  const { data: more } = useQuery(opportunitiesQuery(query));
  const isKnown = data && data.models.length > 0;
  return (
    <FigureCard
      title={t("title")}
      href="/cost/savings"
      figure={isKnown ? <Amount cents={data.savedCents} /> : null}
      unit={t("unit")}
      note={t("month")}
    >
      {more &&
        more.highCents !== "0" &&
        t.rich("more", {
          amount: () => (
            <strong>
              <Amount cents={more.highCents} />
            </strong>
          ),
        })}
    </FigureCard>
  );
}
