"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { onDemand } from "@/components/ui/on-demand";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import { useBulkDialog } from "@/components/ui/table/use-bulk-dialog";
import type { Selection } from "@/components/ui/table/use-selection";
import type { KeyChoice } from "@/lib/keys/schema";
import type { KeyOperation } from "@/lib/keys/vocabulary";
import { type BulkOperation, canChange } from "./can-change";

const ChangeKeysDialog = onDemand(() => import("./change-keys-dialog").then((file) => file.ChangeKeysDialog));

const RenameKeysDialog = onDemand(() => import("./rename-keys-dialog").then((file) => file.RenameKeysDialog));

const bulkOperations = ["activate", "deactivate", "archive"] as const;

type Props = { operations: readonly KeyOperation[]; selection: Selection<KeyChoice> };

export function KeysBulkBar({ operations, selection }: Props) {
  const t = useTranslations("keys");
  const { asked, ask, chosen, handlers } = useBulkDialog<BulkOperation | "rename", KeyChoice>(selection);
  return (
    <>
      <BulkBar count={chosen.length} onClear={selection.clear}>
        {operations.includes("rename") && (
          <Button size="sm" onClick={() => ask("rename")}>
            {t("renaming.open")}
          </Button>
        )}
        {bulkOperations
          .filter((operation) => operations.includes(operation))
          .map((operation) =>
            chosen.some((key) => canChange(key, operation)) ? (
              <Button
                key={operation}
                size="sm"
                variant={operation === "archive" ? "danger" : "secondary"}
                onClick={() => ask(operation)}
              >
                {t(operation)}
              </Button>
            ) : (
              <DisabledControl
                key={operation}
                as="button"
                label={t(operation)}
                value={t(operation)}
                reason={t("many.none", { operation })}
              />
            ),
          )}
      </BulkBar>
      {asked === "rename" && <RenameKeysDialog chosen={chosen} {...handlers} />}
      {asked && asked !== "rename" && <ChangeKeysDialog operation={asked} chosen={chosen} {...handlers} />}
    </>
  );
}
