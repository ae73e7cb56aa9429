"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { KeyName } from "@/components/directory/key-cells";
import { orRequestApproval, showApprovalRun } from "@/components/shell/request-approval";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { activateKey, archiveKey, changeKeys, deactivateKey } from "@/lib/directory/keys/actions";
import type { KeyDetail, KeyRow, KeysPage } from "@/lib/directory/keys/schema";

export type KeyTarget = Pick<KeyRow, "id" | "name" | "status"> & Partial<Pick<KeyRow, "owner">>;
export type StatusOperation = "activate" | "deactivate" | "archive";
export type KeyChange = {
  operation: StatusOperation;
  target: KeyTarget;
  confirmedUse?: boolean;
  isUndo?: boolean;
};

const operations = {
  activate: { action: activateKey, after: "active", back: "deactivate" },
  deactivate: { action: deactivateKey, after: "inactive", back: "activate" },
  archive: { action: archiveKey, after: "archived", back: null },
} as const;

type Options = {
  onUndo: (operation: "activate" | "deactivate", target: KeyTarget) => void;
  onSuccess: () => void;
  onError: (error: Error, change: KeyChange) => void;
};

/**
 * Updates the status optimistically, and rolls back if the change fails or has to wait for a second admin. The toast
 * offers an undo.
 */
export function useKeyStatusMutation({ onUndo, onSuccess, onError }: Options) {
  const t = useTranslations();
  const client = useQueryClient();
  return useWrite({
    isRepeatable: true,
    write: (send, { operation, target: { id: keyId, status: expected }, confirmedUse = false }: KeyChange) =>
      orRequestApproval(
        () => send(operations[operation].action, { keyId, expected, confirmedUse }),
        () => send(changeKeys, { operation, keyIds: [keyId], confirmedKeyIds: confirmedUse ? [keyId] : [] }),
      ),
    onMutate: async ({ operation, target }) => {
      await client.cancelQueries({ queryKey: ["keys"] });
      setStatus(client, target.id, operations[operation].after);
    },
    onSuccess: (answer, { operation, target, isUndo }) => {
      if (showApprovalRun(answer)) {
        setStatus(client, target.id, target.status);
        return onSuccess();
      }
      const { back, after } = operations[operation];
      const undo = () => back && onUndo(back, { ...target, status: after });
      toast(t.rich(`keys.done.${operation}`, { name: () => <KeyName of={target} /> }), {
        subject: target.id,
        ...(back && !isUndo && { isLasting: true, action: { label: t("ui.undo"), onAction: undo } }),
      });
      onSuccess();
    },
    onError: (error, change) => {
      setStatus(client, change.target.id, change.target.status);
      onError(error, change);
    },
    onSettled: () => refreshKeys(client),
  });
}

export function refreshKeys(client: QueryClient): void {
  client.invalidateQueries({ queryKey: ["keys"] });
  client.invalidateQueries({ queryKey: ["audit"] });
}

function setStatus(client: QueryClient, keyId: string, status: string): void {
  client.setQueriesData<KeysPage>(
    { queryKey: ["keys", "list"] },
    (page) =>
      page && { ...page, rows: page.rows.map((row) => (row.id === keyId ? { ...row, status } : row)) },
  );
  client.setQueryData<KeyDetail>(
    ["keys", "detail", keyId],
    (detail) => detail && { ...detail, key: { ...detail.key, status } },
  );
}
