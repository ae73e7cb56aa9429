"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { costDays, keyPageParams, toCostDays, trafficDays } from "@/lib/directory/keys/search-params";
import { KeyCostByDay } from "./key-cost-by-day";
import { KeyTokensByDay } from "./key-tokens-by-day";

/** One chart, of cost or of tokens. */
export function KeyUse({ row }: { row: KeyRow }) {
  const t = useTranslations("keys.traffic");
  const [{ chart, days }, setSearch] = useQueryStates(keyPageParams);
  const shown = chart === "cost" ? toCostDays(days) : days;
  return (
    <>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        <SegmentedControl
          label={t("measure")}
          options={[
            { value: "cost", label: t("cost") },
            { value: "tokens", label: t("tokens") },
          ]}
          value={chart}
          onChange={(value) => setSearch({ chart: value })}
        />
        <SegmentedControl
          label={t("range")}
          options={(chart === "cost" ? costDays : trafficDays).map((count) => ({
            value: String(count),
            label: t("days", { days: count }),
          }))}
          value={String(shown)}
          onChange={(value) =>
            setSearch({ days: trafficDays.find((count) => String(count) === value) ?? null })
          }
        />
      </div>
      {chart === "cost" ? (
        <KeyCostByDay keyId={row.id} color={row.color} days={shown} />
      ) : (
        <KeyTokensByDay keyId={row.id} days={shown} />
      )}
    </>
  );
}
