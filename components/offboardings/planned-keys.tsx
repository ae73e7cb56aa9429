"use client";

import { useLocale, useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { KeyStatusBadge } from "@/components/directory/key-status-badge";
import { PersonFinder } from "@/components/directory/person-finder";
import { useIsRead } from "@/components/shell/read-history";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Badge } from "@/components/ui/display/badge";
import { useMoney } from "@/components/ui/display/money";
import { NumberText } from "@/components/ui/display/number-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import type { PlannedPerson } from "@/lib/directory/offboardings/schema";
import { keyChoices, maxNoteLength } from "@/lib/directory/offboardings/vocabulary";
import { type Decision, type Decisions, isToDecide, type PlannedKey, toDecision } from "./decisions";

type Props = {
  person: PlannedPerson;
  decisions: Decisions;
  onDecide: (keyId: string, decision: Decision) => void;
};

/** Keys to decide about first, then those that end with the person or don't work anyway. */
export function PlannedKeys({ person, decisions, onDecide }: Props) {
  const t = useTranslations("offboardings.keys");
  const live = person.keys.filter(({ status }) => status === "active" || status === "inactive");
  const keys = [...live.filter(isToDecide), ...live.filter((key) => !isToDecide(key))];
  if (person.memberId === null) return null;
  if (keys.length === 0) return <p className="text-ink-muted text-sm">{t("none")}</p>;
  return (
    <ul aria-label={t("title")} className="divide-y border-t text-sm">
      {keys.map((key) => (
        <li key={key.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-2.5">
          <KeyFacts of={key} />
          {isToDecide(key) ? (
            <KeyDecision
              keyName={key.name.trim() || key.id}
              leaverId={person.memberId ?? ""}
              decision={toDecision(key, decisions)}
              onDecide={(decision) => onDecide(key.id, decision)}
            />
          ) : (
            <Badge>{t(key.status === "inactive" ? "inactive" : "ends")}</Badge>
          )}
        </li>
      ))}
    </ul>
  );
}

function KeyFacts({ of: key }: { of: PlannedKey }) {
  const t = useTranslations("members.impact");
  const tKeys = useTranslations("offboardings.keys");
  const tSync = useTranslations("sync");
  const locale = useLocale();
  const money = useMoney();
  const isRead = useIsRead();
  const used = key.lastUsedOn
    ? t("lastUsed", { day: formatDay(key.lastUsedOn, locale) })
    : key.use === "unknown"
      ? t("useUnknown")
      : isRead
        ? t("neverUsed")
        : tSync("notReadYet");
  return (
    <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
      <span className="flex min-w-0 items-center gap-2">
        <VendorText className="min-w-0 truncate font-medium">{key.name.trim() || key.id}</VendorText>
        <KeyStatusBadge status={key.status} />
        {key.use === "recent" && <Badge tone="warn">{tKeys("inUse")}</Badge>}
      </span>
      <span className="text-ink-muted text-xs tabular-nums">
        {t(`kind.${key.kind}`)}
        {" · "}
        {key.isOwner && !key.isMaker && `${tKeys("owner")} · `}
        {key.workspaceName !== null && (
          <>
            <VendorText>{key.workspaceName}</VendorText>
            {" · "}
          </>
        )}
        {used}
        {" · "}
        {t.rich("tokens", { count: () => <NumberText value={key.tokens30d} /> })}
        {key.cents30d !== null && (
          <>
            {" · "}
            {money.formatAll(key.cents30d, key.otherCents30d)}{" "}
            <AmountKindBadge of={key.isEstimate ? "estimated" : "reported"} />
          </>
        )}
      </span>
    </div>
  );
}

type KeyDecisionProps = {
  keyName: string;
  leaverId: string;
  decision: Decision;
  onDecide: (decision: Decision) => void;
};

/** Handing over changes nothing at the API: the new owner is named, so that somebody answers for the key. */
function KeyDecision({ keyName, leaverId, decision, onDecide }: KeyDecisionProps) {
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
