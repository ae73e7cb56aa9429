"use client";

import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { State } from "@/components/shell/state";

const reasons = ["delay", "subscription", "clouds"] as const;

type Props = { isNarrowed: boolean; isFiltered: boolean; isMasked: boolean };

export function ClaudeCodeEmpty({ isNarrowed, isFiltered, isMasked }: Props) {
  const t = useTranslations("claudeCode");
  return (
    <State icon={<SquareTerminal />} title={t("emptyTitle")}>
      <p>{t("emptyText")}</p>
      <ul className="mt-2 list-disc pl-5 text-left">
        {[
          ...(isMasked ? (["masked"] as const) : []),
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
