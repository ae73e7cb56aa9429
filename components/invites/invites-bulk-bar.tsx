"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import type { Selection } from "@/components/ui/table/use-selection";
import type { InviteChoice } from "@/lib/invites/schema";

const WithdrawManyDialog = dynamic(
  () => import("./withdraw-many-dialog").then((file) => file.WithdrawManyDialog),
  { ssr: false },
);

export function InvitesBulkBar({ selection }: { selection: Selection<InviteChoice> }) {
  const t = useTranslations("invites");
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <BulkBar count={selection.rows.size} onClear={selection.clear}>
        <Button size="sm" variant="danger" onClick={() => setAsked(true)}>
          {t("withdraw")}
        </Button>
      </BulkBar>
      {isAsked && (
        <WithdrawManyDialog
          ids={[...selection.rows.keys()]}
          onStarted={() => {
            setAsked(false);
            selection.clear();
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
