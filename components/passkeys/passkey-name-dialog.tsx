"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CeremonyError } from "@/components/directory/passkey-ceremony";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import { maxNameLength } from "@/lib/account/passkeys/vocabulary";

type Mutation = { mutate: (name: string) => void; isPending: boolean; error: Error | null };
type Props = {
  words: { title: string; submit: string };
  text?: ReactNode;
  name?: string;
  mutation: Mutation;
  onClose: () => void;
};

export function PasskeyNameDialog({ words, text, name = "", mutation, onClose }: Props) {
  const t = useTranslations("passkeys");
  const ui = useTranslations("ui");
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const given = String(new FormData(event.currentTarget).get("name") ?? "").trim();
          if (!mutation.isPending && given) mutation.mutate(given);
        }}
      >
        {text && <p className="text-ink-muted">{text}</p>}
        <Field label={t("name")} hint={t("nameHint")}>
          {(control) => (
            <Input
              {...control}
              name="name"
              required
              maxLength={maxNameLength}
              defaultValue={name}
              autoComplete="off"
            />
          )}
        </Field>
        {mutation.error && <Problem error={mutation.error} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" variant="primary" isPending={mutation.isPending}>
            {words.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Problem({ error }: { error: Error }) {
  const t = useTranslations("passkeys");
  if (!(error instanceof CeremonyError)) return <FailureNote failure={toFailure(error)} />;
  return (
    <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
      {t(error.kind)}
    </p>
  );
}
