"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { chargebackRules } from "@/lib/core/settings/vocabulary";
import type { Chargeback } from "@/lib/money/spend/schema";
import type { ChargebackSearch } from "@/lib/money/spend/search-params";

type Props = { statement: Chargeback; onChange: (change: Partial<ChargebackSearch>) => void };

export function ChargebackToolbar({ statement, onChange, children }: Props & { children: ReactNode }) {
  const t = useTranslations("spend.chargeback");
  const format = useFormatter();
  const { month, months, tag, tags, rule, isPartial } = statement;
  const toMonthName = (one: string) =>
    format.dateTime(new Date(`${one}-01`), { month: "long", year: "numeric", timeZone: "UTC" });
  const shown = months.includes(month) ? months : [month, ...months];
  return (
    <div className="chip-row">
      <ChipSelect
        label={t("month")}
        options={shown.map((value) => ({ value, label: toMonthName(value) }))}
        value={month}
        onChange={(value) => onChange({ month: value })}
      />
      {tags.length > 0 && (
        <ChipSelect
          label={t("tag")}
          options={toOptions(tag, tags)}
          value={tag ?? ""}
          onChange={(value) => onChange({ tag: value, center: null })}
        />
      )}
      {!isPartial && (
        <SegmentedControl
          label={t("rule")}
          options={chargebackRules.map((value) => ({ value, label: t(`rules.${value}`) }))}
          value={rule}
          onChange={(value) => onChange({ rule: value })}
        />
      )}
      {!isPartial && rule === "center" && <CenterPicker statement={statement} onChange={onChange} />}
      {children}
    </div>
  );
}

function CenterPicker({ statement: { center, centers }, onChange }: Props) {
  const t = useTranslations("spend.chargeback");
  const choose = { value: "", label: t("chooseCenter"), isDisabled: true };
  return (
    <ChipSelect
      label={t("center")}
      options={[choose, ...toOptions(center, centers)]}
      value={center ?? ""}
      onChange={(value) => onChange({ center: value })}
    />
  );
}

/** Includes the chosen center even if it doesn't occur this month. */
function toOptions(chosen: string | null, values: readonly string[]) {
  const all = chosen === null || values.includes(chosen) ? values : [chosen, ...values];
  return all.map((value) => ({ value, label: value }));
}
