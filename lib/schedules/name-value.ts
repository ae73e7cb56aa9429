import "server-only";
import type { Translate } from "@/lib/delivery/translate";
import { claudeCodeKeys, isTokenKind, noKey, otherKey, peopleKey } from "@/lib/reports/vocabulary";

type Value = { key: string; label?: string | null | undefined };

/** A value of a dimension as the pages call it; what the source spells for machines stays as received. */
export function nameValue(t: Translate, dimension: string, { key, label }: Value): string {
  if (dimension === "kind" && isTokenKind(key)) return t(`usage.kinds.${key}`);
  if (key === otherKey) return t("reports.other");
  if (dimension === "key" && key === claudeCodeKeys) return t("reports.values.claudeCodeKeys");
  if (key === peopleKey) return t("reports.values.people");
  if (label !== null && label !== undefined) return label;
  if (dimension === "workspace") return t("reports.default");
  return t(dimension === "key" || key === noKey ? "reports.values.noKey" : "reports.values.none");
}
