"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ExportMenu } from "@/components/shell/export-menu";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { usePaper } from "@/components/shell/use-paper";
import { useWrite } from "@/components/shell/use-write";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { toast } from "@/components/ui/overlay/toast-store";
import { cancelBulk } from "@/lib/core/bulk/actions";
import type { Receipt } from "@/lib/directory/offboardings/schema";

type Props = { receipt: Receipt; canCancel: boolean; canPrint?: boolean };

const cancelable: readonly Receipt["state"][] = ["proposed", "scheduled", "pending", "running"];

export function ReceiptActions({ receipt, canCancel, canPrint = false }: Props) {
  const t = useTranslations("offboardings.receipt");
  const { id, runId, state } = receipt;
  const paper = usePaper();
  return (
    <span className="flex flex-wrap items-center gap-2 print:hidden">
      {canCancel && cancelable.includes(state) && <CancelButton runId={runId} />}
      {canCancel && (
        <Link href={`/bulk/${runId}`} className={toButtonClass()}>
          {t("showRun")}
        </Link>
      )}
      {!canPrint && (
        <Link href={`/members/offboardings/${id}`} className={toButtonClass()}>
          {t("open")}
        </Link>
      )}
      <ExportMenu noun="offboardings/receipt" query={`?id=${id}`} {...(canPrint && { paper })} />
    </span>
  );
}

/** Steps that are done stay done; the others never start. */
function CancelButton({ runId }: { runId: string }) {
  const t = useTranslations("offboardings.receipt");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const canceling = useWrite({
    write: (send) => send(cancelBulk, { runId }),
    onSuccess: () => toast(t("canceled")),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      for (const noun of ["offboardings", "bulk", "audit", "members"])
        client.invalidateQueries({ queryKey: [noun] });
    },
  });
  return (
    <Button isPending={canceling.isPending} onClick={() => canceling.mutate()}>
      {t("cancel")}
    </Button>
  );
}
