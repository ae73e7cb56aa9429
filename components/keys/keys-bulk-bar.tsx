"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import type { Selection } from "@/components/ui/table/use-selection";
import type { KeyChoice } from "@/lib/keys/schema";
import type { KeyAct } from "@/lib/keys/vocabulary";
import { type BulkOperation, ChangeKeysDialog } from "./change-keys-dialog";

const bulkOperations = ["activate", "deactivate", "archive"] as const;

type Props = { operations: readonly KeyAct[]; selection: Selection<KeyChoice> };

export function KeysBulkBar({ operations, selection }: Props) {
  const t = useTranslations("keys");
  const [asked, setAsked] = useState<BulkOperation>();
  return (
    <>
      <BulkBar count={selection.rows.size} onClear={selection.clear}>
        {bulkOperations
          .filter((act) => operations.includes(act))
          .map((act) => (
            <Button
              key={act}
              size="sm"
              variant={act === "archive" ? "danger" : "secondary"}
              onClick={() => setAsked(act)}
            >
              {t(act)}
            </Button>
          ))}
      </BulkBar>
      {asked && (
        <ChangeKeysDialog
          act={asked}
          chosen={[...selection.rows.values()]}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
