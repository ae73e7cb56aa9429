"use client";

import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { NumberText } from "@/components/ui/number-text";
import { VendorText } from "@/components/ui/vendor-text";
import type { MemberImpact } from "@/lib/members/schema";
import type { KeyFate } from "@/lib/members/vocabulary";

const tones: Record<KeyFate, Tone> = { keeps_working: "warn", archived: "neutral", stops: "neutral" };

/** Which workspaces the person leaves, and what becomes of each key they made. */
export function MemberImpactList({ impact }: { impact: MemberImpact }) {
  const t = useTranslations("members.impact");
  const live = impact.keys.filter(({ status }) => status === "active" || status === "inactive");
  return (
    <div className="grid gap-2 rounded-md border p-3 text-sm">
      <p>{t("workspaces", { count: impact.workspaces.length })}</p>
      <p>{t("keys", { count: live.length })}</p>
      {live.length > 0 && (
        <ul className="grid max-h-40 gap-1.5 overflow-y-auto">
          {live.map((key) => (
            <li key={key.id} className="flex items-baseline gap-2">
              <VendorText className="min-w-0 truncate text-ink">{key.name}</VendorText>
              <span className="shrink-0 text-xs tabular-nums">
                {t.rich("tokens", { count: () => <NumberText value={key.tokens30d} /> })}
              </span>
              <span className="ml-auto shrink-0">
                <Badge tone={tones[key.fate]}>{t(`fate.${key.fate}`)}</Badge>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
