import "server-only";
import type { Settings } from "@/lib/settings/schema";
import { listThresholds } from "./rule-vocabulary";
import type { FindingRule } from "./vocabulary";

export type RuleSetting = { isOn: boolean; thresholds: Record<string, number> };

/** What is stored, within bounds; the usual value for what isn't. */
export function toRuleSetting(given: Settings["finding_rules"], rule: FindingRule): RuleSetting {
  const stored = Object.hasOwn(given, rule) ? given[rule] : undefined;
  const thresholds = listThresholds(rule).map(([name, { usual, min, max }]) => {
    const value = stored?.thresholds[name] ?? usual;
    return [name, Math.min(max, Math.max(min, value))] as const;
  });
  return { isOn: stored?.isOn ?? true, thresholds: Object.fromEntries(thresholds) };
}
