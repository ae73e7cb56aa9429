"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { NumberText } from "@/components/ui/number-text";
import { toast } from "@/components/ui/toast-store";
import { VendorText } from "@/components/ui/vendor-text";
import { unwrap } from "@/lib/entry/unwrap";
import { archiveKey } from "@/lib/keys/actions";
import type { KeyRow } from "@/lib/keys/schema";
import { KeyLastUse, KeyPlace } from "./key-cells";
import { KeyCost } from "./key-cost";
import { useKeyFailure } from "./use-key-failure";
import { refreshKeys } from "./use-switch-key";

type Props = { row: KeyRow; onClose: () => void };

/** Archiving is final: what still uses the key first, then the typed name. */
export function ArchiveKeyDialog({ row, onClose }: Props) {
  const t = useTranslations("keys");
  const archiving = useArchiving(row, onClose);
  return (
    <ConfirmDialog
      title={t("archiveTitle")}
      confirm={{ label: t("archive"), accepts: [row.name.trim() || row.id] }}
      isPending={archiving.isPending}
      onConfirm={() => archiving.mutate()}
      onClose={onClose}
    >
      <p>
        {t.rich("archiveText", {
          name: () => <VendorText className="font-medium text-ink">{row.name}</VendorText>,
        })}
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-md border p-3 text-sm tabular-nums">
        <dt>{t("place")}</dt>
        <dd className="text-right text-ink">
          <KeyPlace row={row} />
        </dd>
        <dt>{t("impact.used")}</dt>
        <dd className="text-right text-ink">
          <KeyLastUse row={row} />
        </dd>
        <dt>{t("impact.tokens")}</dt>
        <dd className="text-right text-ink">
          <NumberText value={row.tokens30d} />
        </dd>
        {row.cents30d !== null && (
          <>
            <dt>{t("impact.cost")}</dt>
            <dd className="text-right text-ink">
              <KeyCost row={row} />
            </dd>
          </>
        )}
      </dl>
    </ConfirmDialog>
  );
}

function useArchiving({ id: keyId, status: expected }: KeyRow, onClose: () => void) {
  const t = useTranslations("keys");
  const client = useQueryClient();
  const tellFailure = useKeyFailure();
  return useMutation({
    mutationFn: async () => unwrap(await archiveKey({ keyId, expected })),
    onSuccess: () => toast(t("archived")),
    onError: (error) => tellFailure(keyId, error),
    onSettled: () => {
      onClose();
      refreshKeys(client);
    },
  });
}
