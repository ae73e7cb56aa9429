import "server-only";
import type { Translate } from "@/lib/core/delivery/translate";
import type { CostGroup } from "@/lib/money/reports/cost/dimensions";
import { isTag, toTagKey } from "@/lib/money/reports/dimension";
import type { UsageGroup } from "@/lib/money/reports/usage/search-params";
import { claudeCodeKeys, isTokenKind, noKey, otherKey, peopleKey } from "@/lib/money/reports/vocabulary";

type Value = { key: string; label?: string | null | undefined };

/** A value of a dimension as the pages call it; what the source spells for machines stays as received. */
export function nameValue(t: Translate, dimension: string, { key, label }: Value): string {
  if (dimension === "kind" && isTokenKind(key)) return t(`usage.kinds.${key}`);
  if (key === otherKey) return t("reports.other");
  if (dimension === "key" && key === claudeCodeKeys) return t("reports.values.claudeCodeKeys");
  if (key === peopleKey) return t("reports.values.people");
  if (isTag(dimension)) return nameTag(t, label ?? null);
  if (label !== null && label !== undefined) return label;
  if (dimension === "workspace") return t("reports.default");
  return t(dimension === "key" || key === noKey ? "reports.values.noKey" : "reports.values.none");
}

function nameTag(t: Translate, value: string | null): string {
  return value === null ? t("reports.values.untagged") : value || t("reports.values.emptyTag");
}

export function nameDimension(t: Translate, dimension: CostGroup | UsageGroup): string {
  if (!isTag(dimension)) return t(`reports.dimensions.${dimension}`);
  return t("reports.dimensions.tag", { key: toTagKey(dimension) });
}
