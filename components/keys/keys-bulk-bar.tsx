"use client";

import { useTranslations } from "next-intl";
import { ExportChosen } from "@/components/shell/export-chosen";
import { Button } from "@/components/ui/controls/button";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { onDemand } from "@/components/ui/on-demand";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import { useBulkDialog } from "@/components/ui/table/use-bulk-dialog";
import type { Selection } from "@/components/ui/table/use-selection";
import type { KeyChoice } from "@/lib/directory/keys/schema";
import { toKeyQueryString } from "@/lib/directory/keys/search-params";
import { type KeyOperation, toKeyRefusal } from "@/lib/directory/keys/vocabulary";
import { type BulkOperation, canChange } from "./can-change";

const ChangeKeysDialog = onDemand(() => import("./change-keys-dialog").then((file) => file.ChangeKeysDialog));

const AssignKeysDialog = onDemand(() => import("./assign-keys-dialog").then((file) => file.AssignKeysDialog));
const PickReplacementDialog = onDemand(() =>
  import("./pick-replacement-dialog").then((file) => file.PickReplacementDialog),
);
const RenameKeysDialog = onDemand(() => import("./rename-keys-dialog").then((file) => file.RenameKeysDialog));

const bulkOperations = ["activate", "deactivate", "archive"] as const;

type Asked = BulkOperation | "rename" | "assign" | "replace";
type Props = { operations: readonly KeyOperation[]; selection: Selection<KeyChoice> };

export function KeysBulkBar({ operations, selection }: Props) {
  const t = useTranslations("keys");
  const { asked, ask, chosen, handlers } = useBulkDialog<Asked, KeyChoice>(selection);
  const unarchived = chosen.filter(({ status }) => toKeyRefusal(status, "replace") === null);
  const bulkOperation = bulkOperations.find((operation) => operation === asked);
  return (
    <>
      <BulkBar count={chosen.length} onClear={selection.clear}>
        {operations.includes("rename") && (
          <Button size="sm" onClick={() => ask("rename")}>
            {t("renaming.open")}
          </Button>
        )}
        {operations.includes("assign") && unarchived.length > 0 && (
          <Button size="sm" onClick={() => ask("assign")}>
            {t("assign")}
          </Button>
        )}
        {operations.includes("replace") && unarchived.length > 0 && (
          <Button size="sm" onClick={() => ask("replace")}>
            {t("replace")}
          </Button>
        )}
        <ExportChosen
          noun="keys"
          count={chosen.length}
          query={toKeyQueryString({ only: chosen.map(({ id }) => id) })}
        />
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
      {asked === "assign" && (
        <AssignKeysDialog keys={unarchived} onDone={handlers.onStarted} onClose={handlers.onClose} />
      )}
      {asked === "replace" && (
        <PickReplacementDialog rows={unarchived} onDone={handlers.onStarted} onClose={handlers.onClose} />
      )}
      {bulkOperation && <ChangeKeysDialog operation={bulkOperation} chosen={chosen} {...handlers} />}
    </>
  );
}
