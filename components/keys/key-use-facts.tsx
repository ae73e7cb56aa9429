"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { KeyLastUse, KeyWorkspace } from "@/components/directory/key-cells";
import { KeyCost } from "@/components/directory/key-cost";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { DayText } from "@/components/ui/display/day-text";
import { NumberText } from "@/components/ui/display/number-text";
import { windowDays } from "@/lib/core/format/calendar";
import type { KeyImpact } from "@/lib/directory/keys/schema";
import { measuredReports } from "@/lib/directory/keys/vocabulary";

function KeyUseFacts({ impact }: { impact: KeyImpact }) {
  const t = useTranslations("keys.stop");
  return (
    <UseFacts
      facts={{
        [t("place")]: <KeyWorkspace row={impact} />,
        [t("used")]: <KeyLastUse row={impact} isUnknown={impact.use === "unknown"} />,
        [t("tokens")]: <NumberText value={impact.tokens7d} />,
        [t("cost")]: <KeyCost row={impact} />,
      }}
    />
  );
}

/** A sentence where nothing uses the key, and otherwise a warning and its figures. */
export function KeyUse({ impact }: { impact: KeyImpact }) {
  const t = useTranslations("keys.stop");
  if (impact.use !== "none")
    return (
      <>
        <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">{t(`use.${impact.use}`)}</p>
        <KeyUseFacts impact={impact} />
      </>
    );
  return (
    <>
      <p>
        {impact.lastUsedOn === null
          ? t("notUsed")
          : t.rich("lastUse", { day: () => <DayText day={impact.lastUsedOn ?? ""} /> })}
      </p>
      <IncompleteLately reports={measuredReports} days={windowDays} />
    </>
  );
}

export function UseFacts({ facts }: { facts: Record<string, ReactNode> }) {
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-md border p-3 text-sm tabular-nums">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="min-w-0 text-right text-ink">{value}</dd>
          </div>
        ))}
      </dl>
      <IncompleteLately reports={measuredReports} days={windowDays} />
    </>
  );
}
