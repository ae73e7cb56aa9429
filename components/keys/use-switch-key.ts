"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { activateKey, deactivateKey } from "@/lib/keys/actions";
import type { KeyDetail, KeysPage } from "@/lib/keys/schema";
import { useKeyFailure } from "./use-key-failure";

/** `seen` is the status that the person saw. */
type Switch = { keyId: string; act: "activate" | "deactivate"; seen: string; isUndo?: boolean };

const acts = {
  activate: { send: activateKey, after: "active", done: "activated", back: "deactivate" },
  deactivate: { send: deactivateKey, after: "inactive", done: "deactivated", back: "activate" },
} as const;

/** Shows the new status at once, takes it back if the change fails, and offers to undo it. */
export function useSwitchKey() {
  const t = useTranslations();
  const client = useQueryClient();
  const tellFailure = useKeyFailure();
  const mutation = useMutation({
    mutationFn: async ({ keyId, act, seen }: Switch) =>
      unwrap(await acts[act].send({ keyId, expected: seen })),
    onMutate: async ({ keyId, act }) => {
      await client.cancelQueries({ queryKey: ["keys"] });
      setStatus(client, keyId, acts[act].after);
    },
    onSuccess: (_, change) => toast(t(`keys.${acts[change.act].done}`), toUndo(change)),
    onError: (error, { keyId, seen }) => {
      setStatus(client, keyId, seen);
      return tellFailure(keyId, error);
    },
    onSettled: () => refreshKeys(client),
  });

  function toUndo({ keyId, act, isUndo }: Switch) {
    if (isUndo) return {};
    const { back, after } = acts[act];
    const onAction = () => mutation.mutate({ keyId, act: back, seen: after, isUndo: true });
    return { action: { label: t("ui.undo"), onAction } };
  }

  return mutation.mutate;
}

/** Everything that a write to a key may have changed. */
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
