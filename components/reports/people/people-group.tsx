"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { type ActorsSearch, toSameRange } from "@/lib/money/spend/search-params";

/** One of the cost report's groups, on a page of its own: choosing another returns to the report. */
export function PeopleGroup({ search }: { search: ActorsSearch }) {
  const t = useTranslations();
  const router = useRouter();
  return (
    <ChipSelect
      label={t("reports.group")}
      options={[
        ...costDimensions.map((value) => ({ value, label: t(`reports.dimensions.${value}`) })),
        { value: "people", label: t("spend.actors.title") },
      ]}
      value="people"
      // Sound: a page of ours, with a query string that it reads.
      onChange={(group) => router.push(toSameRange(`/cost?group=${group}`, search) as Route)}
    />
  );
}
