import { useTranslations } from "next-intl";
import { auditActions } from "@/lib/core/audit/vocabulary";
import {
  activityNouns,
  activityOutcomes,
  findNamedField,
  outsideKinds,
} from "@/lib/governance/activity/vocabulary";
import { actorTypes } from "@/lib/governance/compliance/vocabulary";

/** Names without a translation are shown as received. */
export function useActivityNames() {
  const t = useTranslations("activity");

  function toNoun(noun: string): string {
    const known = activityNouns.find((one) => one === noun);
    return known ? t(`nouns.${known}`) : noun;
  }

  function toAction(action: string): string {
    const known = auditActions.find((one) => one === action);
    if (known) return t(`did.${known}`);
    const [noun = "", verb = ""] = action.split(".");
    const kind = outsideKinds.find((one) => one === verb);
    return kind ? t(`seen.${kind}`, { noun: toNoun(noun) }) : action;
  }

  function toOutcome(outcome: string): string {
    const known = activityOutcomes.find((one) => one === outcome);
    return known ? t(`outcomes.${known}`) : outcome;
  }

  function toField(field: string): string {
    const known = findNamedField(field);
    if (known) return t(`fields.${known}`);
    return field.startsWith("tags.") ? t("tag", { key: field.slice("tags.".length) }) : field;
  }

  function toActor(type: string): string {
    const known = actorTypes.find((one) => one === type);
    return known ? t(`feed.actors.${known}`) : type;
  }

  return { toNoun, toActor, toAction, toOutcome, toField };
}
