"use client";

import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { State } from "@/components/shell/state";

const reasons = ["delay", "subscription", "clouds"] as const;

/** Why a report that is complete may hold nobody. */
export function ClaudeCodeEmpty({ isNarrowed, isFiltered }: { isNarrowed: boolean; isFiltered: boolean }) {
  const t = useTranslations("claudeCode");
  return (
    <State icon={<SquareTerminal />} title={t("emptyTitle")}>
      <p>{t("emptyText")}</p>
      <ul className="mt-2 list-disc pl-5 text-left">
        {[
          ...(isFiltered ? (["filter"] as const) : []),
          ...reasons,
          ...(isNarrowed ? (["scope"] as const) : []),
        ].map((reason) => (
          <li key={reason}>{t(`emptyReasons.${reason}`)}</li>
        ))}
      </ul>
    </State>
  );
}
