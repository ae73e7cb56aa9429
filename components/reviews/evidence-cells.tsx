import { useLocale, useTranslations } from "next-intl";
import { FindingMark } from "@/components/directory/finding-mark";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { DayText } from "@/components/ui/display/day-text";
import { useMoney } from "@/components/ui/display/money";
import { PersonName } from "@/components/ui/display/person-name";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import { isFindingRule } from "@/lib/core/marks/vocabulary";
import type { KeyFacts, ReviewRow } from "@/lib/governance/reviews/schema";
import {
  activeDays,
  decisionNames,
  grantsPlace,
  idleDays,
  suggested,
  toChangeName,
} from "@/lib/governance/reviews/vocabulary";

type Props = { row: ReviewRow };

export function Activity({ row: { lastActiveOn } }: Props) {
  if (lastActiveOn === null) return <span className="text-ink-faint">–</span>;
  return <DayText day={lastActiveOn} />;
}

export function Keys({ row: { keys, keysUsedOn, keyCents } }: Props) {
  const t = useTranslations("reviews");
  const locale = useLocale();
  const { format } = useMoney("USD");
  if (keys === null) return <span className="text-ink-faint">–</span>;
  const used = keysUsedOn && t("usedOn", { day: formatDay(keysUsedOn, locale) });
  const cost = keyCents && format(keyCents);
  return (
    <TwoLines detail={[used, cost].filter(Boolean).join(" · ")}>{t("keyCount", { count: keys })}</TwoLines>
  );
}

export function Since({ row: { since, seenSince, addedBy, addedByName, isInherited } }: Props) {
  const t = useTranslations("reviews");
  if (isInherited) return <span className="text-ink-faint">–</span>;
  if (since)
    return (
      <TwoLines
        detail={
          addedBy && t.rich("addedBy", { person: () => <PersonName email={addedBy} name={addedByName} /> })
        }
      >
        <DateText at={since} show="day" />
      </TwoLines>
    );
  if (!seenSince) return <span className="text-ink-faint">–</span>;
  return <span>{t.rich("atLeast", { when: () => <DateText at={seenSince} show="day" /> })}</span>;
}

/** What was wrong when the review started. */
export function FrozenMark({ row: { userId, facts, grant, findings } }: Props) {
  const rules = (facts ?? grant)?.findings ?? findings ?? [];
  // A finding about `BOOTSTRAP_ADMINS` is about the organization, not about a person.
  const of = grant?.source === "environment" ? grantsPlace : userId;
  return <FindingMark of={of} rules={rules.filter(isFindingRule)} />;
}

/** What is suggested, and why; what has changed since the last review; and what else they have. */
export function Hints({ row: { kind, suggestion, change, previousRole, elsewhere } }: Props) {
  const t = useTranslations("reviews");
  const days = suggestion === "active" ? activeDays : idleDays;
  const marks = [
    suggestion !== null &&
      t(`${kind === "memberships" ? "suggestions" : "useSuggestions"}.${suggestion}`, { days }),
    change !== null && change !== "same" && t(`changes.${toChangeName(kind, change)}`),
    elsewhere !== null && elsewhere > 0 && t("elsewhere", { count: elsewhere }),
  ].filter(Boolean);
  const text = marks.join(" · ");
  const detail = <span title={previousRole ?? text}>{text}</span>;
  if (suggestion === null) return <TwoLines detail={detail}>–</TwoLines>;
  return (
    <TwoLines detail={detail}>
      <span title={t("suggestedTitle")}>
        <Badge tone={suggestion === "active" ? "good" : "warn"}>
          {t("suggested", { decision: t(`decisions.${decisionNames[kind][suggested[suggestion]]}`) })}
        </Badge>
      </span>
    </TwoLines>
  );
}

export function KeyUse({ row: { keysUsedOn, keyCents } }: Props) {
  const t = useTranslations("reviews");
  const locale = useLocale();
  const { format } = useMoney("USD");
  return (
    <TwoLines detail={keyCents && t("pack.cost", { amount: format(keyCents) })}>
      {keysUsedOn ? formatDay(keysUsedOn, locale) : "–"}
    </TwoLines>
  );
}

function Lifetime({ facts: { createdAt, expiresAt } }: { facts: KeyFacts }) {
  const t = useTranslations("reviews");
  return (
    <>
      {createdAt ? <DateText at={createdAt} show="day" /> : "–"}{" "}
      {expiresAt
        ? t.rich("expires", { when: () => <DateText at={expiresAt} show="day" /> })
        : `· ${t("pack.noExpiry")}`}
    </>
  );
}

/** Who made a key, when, and when it expires. */
export function Maker({ row: { name, email, facts } }: Props) {
  const t = useTranslations("reviews");
  return (
    <TwoLines detail={facts && <Lifetime facts={facts} />}>
      <span title={email} className="truncate">
        {name || email ? <VendorText>{name || email}</VendorText> : "–"}
      </span>
      {facts?.isMakerGone && <span className="shrink-0 text-warn text-xs">{t("makerGone")}</span>}
    </TwoLines>
  );
}
