"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import { useBulkDialog } from "@/components/ui/table/use-bulk-dialog";
import type { Selection } from "@/components/ui/table/use-selection";
import { fixNames } from "@/lib/core/marks/vocabulary";
import type { FindingChoice } from "@/lib/governance/findings/schema";
import { useReopenFindings } from "./use-finding-mutations";
import type { AskToFix } from "./use-fixing";

const AssignDialog = onDemand(() => import("./decision-dialog").then((file) => file.AssignDialog));
const DismissDialog = onDemand(() => import("./decision-dialog").then((file) => file.DismissDialog));

type Props = { selection: Selection<FindingChoice>; onFix: AskToFix };

/** A button for each operation that fixes some of what is selected, and the decisions on all of it. */
export function FindingsBulkBar({ selection, onFix }: Props) {
  const t = useTranslations("findings");
  const { asked, ask, chosen, handlers } = useBulkDialog<"assign" | "dismiss", FindingChoice>(selection);
  const open = chosen.filter(({ isDismissed }) => !isDismissed);
  const dismissed = chosen.filter(({ isDismissed }) => isDismissed);
  const reopening = useReopenFindings(selection.clear);
  const deciding = { onDone: handlers.onStarted, onClose: handlers.onClose };
  return (
    <>
      <BulkBar count={chosen.length} onClear={selection.clear}>
        {fixNames.map((fix) => {
          const meant = open.filter(({ fixes }) => fixes.includes(fix));
          // One subject may have several findings.
          const targets = new Map(meant.map(({ target }) => [target.id, target]));
          if (targets.size === 0) return null;
          return (
            <Button key={fix} size="sm" onClick={() => onFix(fix, [...targets.values()], selection.clear)}>
              {t(`fixes.${fix}.many`, { count: targets.size })}
            </Button>
          );
        })}
        <Button size="sm" onClick={() => ask("assign")}>
          {t("assignment.some", { count: chosen.length })}
        </Button>
        {open.length > 0 && (
          <Button size="sm" onClick={() => ask("dismiss")}>
            {t("dismissal.some", { count: open.length })}
          </Button>
        )}
        {dismissed.length > 0 && (
          <Button size="sm" isPending={reopening.isPending} onClick={() => reopening.mutate(dismissed)}>
            {t("dismissal.undoSome", { count: dismissed.length })}
          </Button>
        )}
      </BulkBar>
      {asked === "assign" && <AssignDialog findings={chosen} {...deciding} />}
      {asked === "dismiss" && <DismissDialog findings={open} {...deciding} />}
    </>
  );
}
