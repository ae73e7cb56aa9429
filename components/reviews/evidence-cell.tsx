import { CircleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { usePersonaName } from "@/components/directory/use-persona-name";
import { Badge } from "@/components/ui/display/badge";
import { useMoney } from "@/components/ui/display/money";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import { type FindingRule, isFindingRule } from "@/lib/core/marks/vocabulary";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import {
  activeDays,
  decisionNames,
  grantsPlace,
  idleDays,
  suggested,
  toChangeName,
} from "@/lib/governance/reviews/vocabulary";

type Props = { row: ReviewRow };

/** What was wrong when the review started. A finding about `BOOTSTRAP_ADMINS` is about the organization, not about a person. */
export function toFrozen({ userId, facts, grant, findings }: ReviewRow): {
  of: string;
  rules: FindingRule[];
} {
  const rules = (facts ?? grant)?.findings ?? findings ?? [];
  return {
    of: grant?.source === "environment" ? grantsPlace : userId,
    rules: rules.filter(isFindingRule),
  };
}

/** How many findings a row has; the panel and the dialog name them. */
export function FrozenBadge({ row }: Props) {
  const t = useTranslations("findings");
  const { rules } = toFrozen(row);
  if (rules.length === 0) return null;
  const names = rules.map((rule) => t(`rules.${rule}.title`)).join(", ");
  return (
    <span title={names}>
      <Badge tone="warn">
        <CircleAlert aria-hidden className="size-3.5" />
        <span className="sr-only">{t("mark", { count: rules.length, names })}</span>
        <span aria-hidden>{rules.length}</span>
      </Badge>
    </span>
  );
}

/** What is suggested. */
export function Suggested({ row: { kind, suggestion } }: Props) {
  const t = useTranslations("reviews");
  if (suggestion === null) return null;
  return (
    <span title={t("suggestedTitle")} className="inline-flex shrink-0">
      <Badge tone={suggestion === "active" ? "good" : "warn"}>
        {t("suggested", { decision: t(`decisions.${decisionNames[kind][suggested[suggestion]]}`) })}
      </Badge>
    </span>
  );
}

/** The most important of what is known, on two lines; the panel has all of it. */
export function Evidence({ row }: Props) {
  const first = useFirst(row);
  const more = useMore(row);
  return (
    <TwoLines
      detail={
        <span title={more}>
          <VendorText>{more}</VendorText>
        </span>
      }
      isWrapped
    >
      <Suggested row={row} />
      <span title={first} className="truncate">
        {first}
      </span>
    </TwoLines>
  );
}

function useFirst(row: ReviewRow): string {
  const { kind, role, lastActiveOn, keys, keysUsedOn, keyCents, grant } = row;
  const t = useTranslations("reviews.pack");
  const reviews = useTranslations("reviews");
  const access = useTranslations("settings.access");
  const toPersona = usePersonaName();
  const locale = useLocale();
  const { format } = useMoney("USD");
  const used = keysUsedOn && t("used", { day: formatDay(keysUsedOn, locale) });
  const cost = keyCents && t("cost", { amount: format(keyCents) });
  if (kind === "keys") return join([used || t("neverUsed"), cost]);
  if (kind === "memberships")
    return join([
      lastActiveOn ? t("active", { day: formatDay(lastActiveOn, locale) }) : reviews("notActive"),
      keys !== null && keys > 0 && t("keys", { count: keys }),
    ]);
  const flaw = grant?.suspendedFor
    ? access("suspended", { why: grant.suspendedFor })
    : grant?.isExpired && access("expired");
  return join([
    toPersona(role),
    flaw,
    grant?.expiresOn && t("lastDay", { day: formatDay(grant.expiresOn, locale) }),
  ]);
}

function useMore(row: ReviewRow): string {
  const { name, email, facts, grant, change, kind, elsewhere, keyCents, suggestion } = row;
  const t = useTranslations("reviews");
  const { format } = useMoney("USD");
  const drift = useDrift(row);
  // The first line says when it was last used.
  const why = useWhy({ kind, suggestion: suggestion === "active" ? null : suggestion });
  const changed = change !== null && change !== "same" && t(`changes.${toChangeName(kind, change)}`);
  const maker = name || email;
  if (facts)
    return join([
      why,
      maker !== "" && t(facts.isMakerGone ? "pack.makerGone" : "pack.maker", { person: maker }),
      changed,
    ]);
  if (grant) return join([drift, changed, grant.note]);
  return join([
    why,
    keyCents && t("pack.cost", { amount: format(keyCents) }),
    changed,
    elsewhere !== null && elsewhere > 0 && t("elsewhere", { count: elsewhere }),
  ]);
}

/** Why something is suggested. */
export function useWhy({ kind, suggestion }: Pick<ReviewRow, "kind" | "suggestion">): string {
  const t = useTranslations("reviews");
  if (suggestion === null) return "";
  const days = suggestion === "active" ? activeDays : idleDays;
  return t(`${kind === "memberships" ? "suggestions" : "useSuggestions"}.${suggestion}`, { days });
}

/** What has changed about a grant since the review started. */
export function useDrift({ roleNow, grant, grantNow }: ReviewRow): string {
  const t = useTranslations("reviews");
  const toPersona = usePersonaName();
  const locale = useLocale();
  if (!grant || !grantNow) return "";
  const { expiresOn, suspendedFor, renewedAt } = grantNow;
  return join([
    roleNow !== null && t("roleNow", { role: toPersona(roleNow) }),
    suspendedFor !== null && grant.suspendedFor === null && t("suspendedNow"),
    renewedAt !== grant.renewedAt && t("renewedNow"),
    expiresOn !== null &&
      expiresOn !== grant.expiresOn &&
      t("lastDayNow", { day: formatDay(expiresOn, locale) }),
  ]);
}

function join(parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" · ");
}
