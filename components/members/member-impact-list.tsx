"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { useIsRead } from "@/components/shell/read-history";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { useMoney } from "@/components/ui/display/money";
import { NumberText } from "@/components/ui/display/number-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { windowDays } from "@/lib/calendar";
import { formatDay } from "@/lib/format";
import type { MemberImpact, MemberKey } from "@/lib/members/schema";
import { type KeyFate, measuredReports } from "@/lib/members/vocabulary";

const tones: Record<KeyFate, Tone> = { keeps_working: "warn", archived: "neutral", stops: "neutral" };

const shownKeys = 100;

type Props = {
  impact: MemberImpact;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
};

export function MemberImpactList({ impact, chosen, onChoose }: Props) {
  const t = useTranslations("members.impact");
  const live = impact.keys.filter(({ status }) => status === "active" || status === "inactive");
  const working = live.filter(isToChoose);
  const inUse = working.filter(({ id, use }) => chosen.has(id) && use !== "none").length;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <div className="grid gap-2 rounded-md border p-3 text-sm">
      <p>{t("workspaces", { people: impact.people.length, count: impact.workspaceCount })}</p>
      <p>{t("keys", { people: impact.people.length, count: live.length })}</p>
      {working.length > 1 && (
        <Check
          isChecked={chosen.size === working.length}
          onToggle={() =>
            onChoose(new Set(chosen.size === working.length ? [] : working.map(({ id }) => id)))
          }
        >
          {t("deactivateAll", { count: working.length })}
        </Check>
      )}
      {live.length > 0 && (
        <ul className="grid max-h-56 gap-2.5 overflow-y-auto">
          {live.slice(0, shownKeys).map((key) => (
            <li key={`${key.memberId}/${key.id}`}>
              <KeyFacts of={key} />
              {isToChoose(key) && (
                <Check isChecked={chosen.has(key.id)} onToggle={() => toggle(key.id)}>
                  {t.rich("deactivate", { name: () => <VendorText>{key.name}</VendorText> })}
                </Check>
              )}
            </li>
          ))}
          {live.length > shownKeys && <li>{t("more", { count: live.length - shownKeys })}</li>}
        </ul>
      )}
      <IncompleteLately reports={measuredReports} days={windowDays} />
      {inUse > 0 && <p className="text-warn">{t("inUse", { count: inUse })}</p>}
    </div>
  );
}

type CheckProps = { isChecked: boolean; onToggle: () => void; children: ReactNode };

function Check({ isChecked, onToggle, children }: CheckProps) {
  return (
    <label className="mt-0.5 flex w-fit cursor-pointer items-center gap-2 text-ink">
      <input type="checkbox" checked={isChecked} onChange={onToggle} />
      <span>{children}</span>
    </label>
  );
}

/** Only a key that works now and would keep working can be chosen. */
function isToChoose({ status, fate }: MemberKey): boolean {
  return status === "active" && fate === "keeps_working";
}

function KeyFacts({ of: key }: { of: MemberKey }) {
  const t = useTranslations("members.impact");
  const locale = useLocale();
  const money = useMoney();
  const tSync = useTranslations("sync");
  const never = useIsRead() ? t("neverUsed") : tSync("notReadYet");
  const spend = key.cents30d !== null && money.formatAll(key.cents30d, key.otherCents30d);
  return (
    <>
      <span className="flex items-baseline gap-2">
        <VendorText className="min-w-0 truncate font-medium text-ink">{key.name.trim() || key.id}</VendorText>
        <span className="ml-auto shrink-0">
          <Badge tone={tones[key.fate]}>{t(`fate.${key.fate}`)}</Badge>
        </span>
      </span>
      <span className="block text-xs tabular-nums">
        {t(`kind.${key.kind}`)}
        {" · "}
        {key.workspaceName !== null && (
          <>
            <VendorText>{key.workspaceName}</VendorText>
            {" · "}
          </>
        )}
        {key.lastUsedOn
          ? t("lastUsed", { day: formatDay(key.lastUsedOn, locale) })
          : key.use === "unknown"
            ? t("useUnknown")
            : never}
        {" · "}
        {t.rich("tokens", { count: () => <NumberText value={key.tokens30d} /> })}
        {spend && ` · ${t(key.isEstimate ? "estimate" : "spend", { amount: spend })}`}
      </span>
    </>
  );
}
