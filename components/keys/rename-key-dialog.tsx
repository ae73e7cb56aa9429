"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { KeyName } from "@/components/directory/key-cells";
import { toFailure } from "@/components/shell/failure";
import { FormDialog } from "@/components/shell/form-dialog";
import { useWrite } from "@/components/shell/use-write";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { toast } from "@/components/ui/overlay/toast-store";
import { renameKey } from "@/lib/directory/keys/actions";
import { keyDetailQuery } from "@/lib/directory/keys/queries";
import { maxKeyNameLength } from "@/lib/directory/keys/vocabulary";
import { useKeyFailure } from "./use-key-failure";
import { type KeyTarget, refreshKeys } from "./use-key-status-mutation";

type Props = { row: KeyTarget; onClose: () => void };

export function RenameKeyDialog({ row, onClose }: Props) {
  const t = useTranslations();
  const { renaming, seen } = useRenaming(row, onClose);
  const failure = renaming.error && toFailure(renaming.error);
  const isRenamed = failure?.code === "conflict" && seen !== row.name;
  return (
    <FormDialog
      labels={{ title: t("keys.renameTitle"), submit: t("keys.save") }}
      saving={{ isPending: renaming.isPending, error: isRenamed ? null : renaming.error }}
      onSubmit={(form) => {
        const name = String(form.get("name")).trim();
        if (name === row.name) onClose();
        else renaming.mutate(name);
      }}
      onClose={onClose}
    >
      {(faults) => (
        <>
          <NameField name={row.name} errors={faults?.name} />
          {isRenamed && (
            <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
              {t("keys.renamedMeanwhile", { name: seen })}
            </p>
          )}
        </>
      )}
    </FormDialog>
  );
}

function NameField({ name, errors }: { name: string; errors: string[] | undefined }) {
  const t = useTranslations("keys");
  return (
    <Field label={t("newName")} hint={t("renameHint")} errors={errors}>
      {(control) => (
        <Input
          {...control}
          name="name"
          defaultValue={name}
          required
          pattern=".*\S.*"
          maxLength={maxKeyNameLength}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
        />
      )}
    </Field>
  );
}

/**
 * A failure stays in the dialog beside the input. If someone else renamed the key first, the person sees that name
 * before replacing it.
 */
function useRenaming({ id: keyId, name: before }: KeyTarget, onClose: () => void) {
  const t = useTranslations();
  const client = useQueryClient();
  const showKeyFailure = useKeyFailure();
  const [seen, setSeen] = useState(before);
  const undo = useWrite({
    isRepeatable: true,
    write: (send, given: string) => send(renameKey, { keyId, name: seen, expected: given }),
    onSuccess: () =>
      toast(t.rich("keys.done.rename", { name: () => <KeyName of={{ id: keyId, name: seen }} /> })),
    onError: (error) => showKeyFailure(keyId, error),
    onSettled: () => refreshKeys(client),
  });
  const renaming = useWrite({
    isRepeatable: true,
    write: (send, name: string) => send(renameKey, { keyId, name, expected: seen }),
    onSuccess: (_, name) => {
      toast(t.rich("keys.done.rename", { name: () => <KeyName of={{ id: keyId, name }} /> }), {
        subject: keyId,
        isLasting: true,
        action: { label: t("ui.undo"), onAction: () => undo.mutate(name) },
      });
      onClose();
    },
    onError: async (error) => {
      if (toFailure(error).code !== "conflict") return;
      const now = await client.fetchQuery({ ...keyDetailQuery(keyId), staleTime: 0 });
      setSeen(now.key.name);
    },
    onSettled: () => refreshKeys(client),
  });
  return { renaming, seen };
}
