"use client";

import { useTranslations } from "next-intl";
import { PersonFinder } from "@/components/directory/person-finder";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { keyChoices, maxNoteLength } from "@/lib/directory/offboardings/vocabulary";
import type { Decision } from "./decisions";

type Props = {
  keyName: string;
  leaverId: string;
  decision: Decision;
  onDecide: (decision: Decision) => void;
};

/** Handing over changes nothing at the API: the new owner is named, so that somebody answers for the key. */
export function KeyDecision({ keyName, leaverId, decision, onDecide }: Props) {
  const t = useTranslations("offboardings.keys");
  const { choice, note } = decision;
  return (
    <div className="grid w-80 min-w-0 max-w-full gap-2">
      <SegmentedControl
        label={t("choiceFor", { name: keyName })}
        options={keyChoices.map((value) => ({ value, label: t(`choices.${value}`) }))}
        value={choice}
        onChange={(value) => onDecide({ ...decision, choice: value })}
      />
      {choice === "hand_over" && (
        <div className="grid min-w-0 gap-2">
          <PersonFinder
            exceptId={leaverId}
            onChoose={(ownerId, { name, email }) =>
              onDecide({ ...decision, ownerId, ownerName: name || email })
            }
          />
          {decision.ownerId === null && <p className="text-sm text-warn">{t("chooseOwner")}</p>}
        </div>
      )}
      {(choice === "hand_over" || choice === "keep") && (
        <Field label={t("note")}>
          {(control) => (
            <Input
              {...control}
              value={note}
              maxLength={maxNoteLength}
              autoComplete="off"
              onChange={({ target }) => onDecide({ ...decision, note: target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}
