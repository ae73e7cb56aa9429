"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import type { Selection } from "@/components/ui/table/use-selection";
import type { KeyChoice } from "@/lib/keys/schema";
import type { KeyOperation } from "@/lib/keys/vocabulary";
import type { BulkOperation } from "./change-keys-dialog";

const ChangeKeysDialog = dynamic(() => import("./change-keys-dialog").then((file) => file.ChangeKeysDialog), {
  ssr: false,
});

const bulkOperations = ["activate", "deactivate", "archive"] as const;

type Props = { operations: readonly KeyOperation[]; selection: Selection<KeyChoice> };

export function KeysBulkBar({ operations, selection }: Props) {
  const t = useTranslations("keys");
  const [asked, setAsked] = useState<BulkOperation>();
  return (
    <>
      <BulkBar count={selection.rows.size} onClear={selection.clear}>
        {bulkOperations
          .filter((operation) => operations.includes(operation))
          .map((operation) => (
            <Button
              key={operation}
              size="sm"
              variant={operation === "archive" ? "danger" : "secondary"}
              onClick={() => setAsked(operation)}
            >
              {t(operation)}
            </Button>
          ))}
      </BulkBar>
      {asked && (
        <ChangeKeysDialog
          operation={asked}
          chosen={[...selection.rows.values()]}
          onStarted={() => {
            setAsked(undefined);
            selection.clear();
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
