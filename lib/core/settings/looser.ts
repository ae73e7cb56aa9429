import "server-only";
import { listThresholds, toRuleSetting } from "@/lib/core/marks/rule-vocabulary";
import { type FindingRule, findingRuleNames } from "@/lib/core/marks/vocabulary";
import { isLooserProof, type SettingName, type Settings } from "./schema";

type FindingRules = Settings["finding_rules"];
/** Whether the second value guards less than the first. */
type IsLooser<Value> = (before: Value, after: Value) => boolean;

const isTurnedOff: IsLooser<boolean> = (before, after) => before && !after;
const isLonger: IsLooser<number> = (before, after) => after > before;

/** For every setting, or null if it guards nothing. The type has no optional names, so that none is forgotten. */
const looser: { [Name in SettingName]: IsLooser<Settings[Name]> | null } = {
  two_person_rule: isTurnedOff,
  mask_names: isTurnedOff,
  chargeback: null,
  successors: null,
  idle_minutes: isLonger,
  session_hours: isLonger,
  step_up_minutes: isLonger,
  step_up_proof: isLooserProof,
  directory_hours: isLonger,
  approval_hours: isLonger,
  // A shorter time forgets people, which can't be undone.
  forget_after_months: (before, after) => before !== after,
  finding_rules: (before, after) => listRulesFindingLess(before, after).length > 0,
  setup_hidden: null,
};

/** Which of the changes loosen what guards the organization. */
export function listLooser(before: Settings, changes: Partial<Settings>): SettingName[] {
  const names = Object.keys(changes) as SettingName[]; // Sound: changes have no other keys.
  return names.filter((name) => isLooserOne(name, before, changes));
}

function isLooserOne<Name extends SettingName>(name: Name, before: Settings, changes: Partial<Settings>) {
  const after = changes[name];
  return after !== undefined && looser[name]?.(before[name], after) === true;
}

/** A rule that is off, or whose threshold hides what was shown, finds less. */
export function listRulesFindingLess(before: FindingRules, after: FindingRules): FindingRule[] {
  return findingRuleNames.filter((rule) => {
    const [old, wanted] = [toRuleSetting(before, rule), toRuleSetting(after, rule)];
    if (!(old.isOn && wanted.isOn)) return old.isOn;
    return listThresholds(rule).some(([name, { isNotice = false }]) => {
      const [from = 0, to = 0] = [old.thresholds[name], wanted.thresholds[name]];
      return isNotice ? to < from : to > from;
    });
  });
}
