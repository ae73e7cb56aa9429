"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import type { Selection } from "@/components/ui/table/use-selection";
import { fixNames } from "@/lib/core/marks/vocabulary";
import type { FindingChoice } from "@/lib/governance/findings/schema";
import type { AskToFix } from "./use-fixing";

type Props = { selection: Selection<FindingChoice>; onFix: AskToFix };

/** A button for each operation that fixes some of what is selected. */
export function FindingsBulkBar({ selection, onFix }: Props) {
  const t = useTranslations("findings.fixes");
  const chosen = [...selection.rows.values()];
  return (
    <BulkBar count={selection.rows.size} onClear={selection.clear}>
      {fixNames.map((fix) => {
        const meant = chosen.filter(({ fixes }) => fixes.includes(fix));
        // One subject may have several findings.
        const targets = new Map(meant.map(({ target }) => [target.id, target]));
        if (targets.size === 0) return null;
        return (
          <Button key={fix} size="sm" onClick={() => onFix(fix, [...targets.values()], selection.clear)}>
            {t(`${fix}.many`, { count: targets.size })}
          </Button>
        );
      })}
    </BulkBar>
  );
}
