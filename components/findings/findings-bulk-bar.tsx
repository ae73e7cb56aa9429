"use client";

import { useTranslations } from "next-intl";
import { useKeyDeactivation } from "@/components/directory/use-key-deactivation";
import { Button } from "@/components/ui/controls/button";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import type { Selection } from "@/components/ui/table/use-selection";
import type { FindingChoice } from "@/lib/findings/schema";

export function FindingsBulkBar({ selection }: { selection: Selection<FindingChoice> }) {
  const t = useTranslations("findings");
  const deactivate = useKeyDeactivation();
  // A key may have several findings.
  const keys = new Map([...selection.rows.values()].map(({ keyId, name }) => [keyId, name]));
  return (
    <BulkBar count={selection.rows.size} onClear={selection.clear}>
      <Button
        size="sm"
        onClick={() => deactivate([...keys].map(([id, name]) => ({ id, name, status: "active" })))}
      >
        {t("deactivateKeys", { count: keys.size })}
      </Button>
    </BulkBar>
  );
}
