"use client";

import { useTranslations } from "next-intl";
import { useTagName } from "@/components/directory/use-tag-name";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { isTag, toTag } from "@/lib/money/reports/dimension";
import { type ChangeAxis, changeAxes } from "@/lib/money/spend/vocabulary";

type Props = { by: ChangeAxis; tags: readonly string[]; onChange: (by: ChangeAxis) => void };

const anyTag = "tag";

/** Tags have one place beside the other axes, and a list of their own. */
export function ChangeAxes({ by, tags, onChange }: Props) {
  const t = useTranslations("spend.changes");
  const toTagName = useTagName();
  const offered = [...new Set([...tags.map(toTag), ...(isTag(by) ? [by] : [])])];
  const [first] = offered;
  const axes = [
    ...changeAxes.map((axis) => ({ value: axis, label: t(`axes.${axis}`) })),
    ...(first ? [{ value: anyTag, label: t("axes.tag") } as const] : []),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SegmentedControl
        label={t("by")}
        options={axes}
        value={isTag(by) ? anyTag : by}
        onChange={(axis) => (axis === anyTag ? first && onChange(first) : onChange(axis))}
      />
      {isTag(by) && (
        <ChipSelect
          label={t("axes.tag")}
          options={offered.map((value) => ({ value, label: toTagName(value) }))}
          value={by}
          onChange={onChange}
        />
      )}
    </div>
  );
}
