import { CircleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/display/badge";
import { useMoney } from "@/components/ui/display/money";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import type { FindingRule } from "@/lib/core/marks/vocabulary";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import {
  activeDays,
  decisionNames,
  idleDays,
  suggested,
  toChangeName,
} from "@/lib/governance/reviews/vocabulary";

type Props = { row: ReviewRow };

/** What was wrong when the review started, by rule. */
export function listFrozen({ facts, grant, findings }: ReviewRow): readonly string[] {
  return (facts ?? grant)?.findings ?? findings ?? [];
}

/** Without rules that this version no longer has. */
export function useRuleTitles(): (rules: readonly string[]) => string[] {
  const t = useTranslations("findings");
  // Sound: what is asked is whether it is one. The list of all rules would weigh more than their words.
  const isKnown = (rule: string): rule is FindingRule => t.has(`rules.${rule as FindingRule}.title`);
  return (rules) => rules.filter(isKnown).map((rule) => t(`rules.${rule}.title`));
}

/** How many findings a row has; the panel and the dialog name them. */
export function FrozenBadge({ row }: Props) {
  const t = useTranslations("findings");
  const titles = useRuleTitles()(listFrozen(row));
  if (titles.length === 0) return null;
  const names = titles.join(", ");
  return (
    <span title={names}>
      <Badge tone="warn">
        <CircleAlert aria-hidden className="size-3.5" />
        <span className="sr-only">{t("mark", { count: titles.length, names })}</span>
        <span aria-hidden>{titles.length}</span>
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
  return <EvidenceLines row={row} first={useFirst(row)} more={useMore(row)} />;
}

export function EvidenceLines({ row, first, more }: Props & { first: string; more: string }) {
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

function useFirst({ kind, lastActiveOn, keys, keysUsedOn, keyCents }: ReviewRow): string {
  const t = useTranslations("reviews.pack");
  const reviews = useTranslations("reviews");
  const locale = useLocale();
  const { format } = useMoney("USD");
  if (kind === "keys")
    return join([
      keysUsedOn ? t("used", { day: formatDay(keysUsedOn, locale) }) : t("neverUsed"),
      keyCents && t("cost", { amount: format(keyCents) }),
    ]);
  return join([
    lastActiveOn ? t("active", { day: formatDay(lastActiveOn, locale) }) : reviews("notActive"),
    keys !== null && keys > 0 && t("keys", { count: keys }),
  ]);
}

function useMore({ name, email, facts, change, kind, elsewhere, keyCents, suggestion }: ReviewRow): string {
  const t = useTranslations("reviews");
  const { format } = useMoney("USD");
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

export function join(parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" · ");
}
