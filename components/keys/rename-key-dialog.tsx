"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { renameKey } from "@/lib/keys/actions";
import type { KeyRow } from "@/lib/keys/schema";
import { longestKeyName } from "@/lib/keys/vocabulary";
import { refreshKeys } from "./use-switch-key";

type Props = { row: KeyRow; onClose: () => void };

export function RenameKeyDialog({ row, onClose }: Props) {
  const t = useTranslations();
  const renaming = useRenaming(row, onClose);
  const failure = renaming.error && toFailure(renaming.error);
  return (
    <Dialog title={t("keys.renameTitle")} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const name = String(new FormData(event.currentTarget).get("name")).trim();
          if (name === row.name) onClose();
          else if (!renaming.isPending) renaming.mutate(name);
        }}
      >
        <Field label={t("keys.newName")} hint={t("keys.renameHint")} errors={failure?.fields?.name}>
          {(control) => (
            <Input
              {...control}
              name="name"
              defaultValue={row.name}
              required
              pattern=".*\S.*"
              maxLength={longestKeyName}
              autoComplete="off"
              spellCheck={false}
              dir="auto"
            />
          )}
        </Field>
        {failure && <FailureNote failure={failure} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" variant="primary" isPending={renaming.isPending}>
            {t("keys.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A failure stays in the dialog beside what was typed; a name once given can be taken back. */
function useRenaming({ id: keyId, name: before }: KeyRow, onClose: () => void) {
  const t = useTranslations();
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const undo = useMutation({
    mutationFn: async (given: string) => unwrap(await renameKey({ keyId, name: before, expected: given })),
    onSuccess: () => toast(t("keys.renamed")),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => refreshKeys(client),
  });
  return useMutation({
    mutationFn: async (name: string) => unwrap(await renameKey({ keyId, name, expected: before })),
    onSuccess: (_, name) => {
      toast(t("keys.renamed"), { action: { label: t("ui.undo"), onAction: () => undo.mutate(name) } });
      onClose();
    },
    onSettled: () => refreshKeys(client),
  });
}
