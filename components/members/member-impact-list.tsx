"use client";

import { useLocale, useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { NumberText } from "@/components/ui/number-text";
import { VendorText } from "@/components/ui/vendor-text";
import { formatDay } from "@/lib/format";
import type { MemberImpact, MemberKey } from "@/lib/members/schema";
import type { KeyFate } from "@/lib/members/vocabulary";
import { formatCents } from "@/lib/money";

const tones: Record<KeyFate, Tone> = { keeps_working: "warn", archived: "neutral", stops: "neutral" };

type Props = {
  impact: MemberImpact;
  /** Ids of keys to deactivate in the same step. */
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
};

/** Which workspaces are left, what becomes of each live key, and which of those that live on are to be stopped. */
export function MemberImpactList({ impact, chosen, onChoose }: Props) {
  const t = useTranslations("members.impact");
  const live = impact.keys.filter(({ status }) => status === "active" || status === "inactive");
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <div className="grid gap-2 rounded-md border p-3 text-sm">
      <p>{t("workspaces", { count: impact.workspaceCount })}</p>
      <p>{t("keys", { count: live.length })}</p>
      {live.length > 0 && (
        <ul className="grid max-h-56 gap-2.5 overflow-y-auto">
          {live.map((key) => (
            <li key={key.id}>
              <KeyFacts of={key} />
              {isToChoose(key) && (
                <label className="mt-0.5 inline-flex cursor-pointer items-center gap-2 text-ink">
                  <input type="checkbox" checked={chosen.has(key.id)} onChange={() => toggle(key.id)} />
                  {t.rich("deactivate", { name: () => <VendorText>{key.name}</VendorText> })}
                </label>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Only a key that works and would go on working. */
function isToChoose({ status, fate }: MemberKey): boolean {
  return status === "active" && fate === "keeps_working";
}

function KeyFacts({ of: key }: { of: MemberKey }) {
  const t = useTranslations("members.impact");
  const locale = useLocale();
  const spend = key.cents30d !== null && formatCents(key.cents30d, locale);
  return (
    <>
      <span className="flex items-baseline gap-2">
        <VendorText className="min-w-0 truncate font-medium text-ink">{key.name.trim() || key.id}</VendorText>
        <span className="ml-auto shrink-0">
          <Badge tone={tones[key.fate]}>{t(`fate.${key.fate}`)}</Badge>
        </span>
      </span>
      <span className="text-xs tabular-nums">
        {t(`kind.${key.kind}`)}
        {" · "}
        {key.lastUsedOn ? t("lastUsed", { day: formatDay(key.lastUsedOn, locale) }) : t("neverUsed")}
        {" · "}
        {t.rich("tokens", { count: () => <NumberText value={key.tokens30d} /> })}
        {spend && ` · ${t(key.isEstimate ? "estimate" : "spend", { amount: spend })}`}
      </span>
    </>
  );
}
