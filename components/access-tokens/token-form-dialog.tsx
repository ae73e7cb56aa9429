"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { TextArea } from "@/components/ui/controls/text-area";
import type { NewToken } from "@/lib/account/access-tokens/schema";
import { maxTokenName } from "@/lib/account/access-tokens/vocabulary";
import type { Failure } from "@/lib/core/errors/errors";
import { ExpiryField, readDays } from "./expiry-field";
import { hasScopes, readScopes } from "./scope-fields";

type Props = {
  title: string;
  saving: { isPending: boolean; error: Error | null };
  onSubmit: (form: FormData) => void;
  onClose: () => void;
  /** What the token may do, with what is wrong about that. */
  children: (errors: string[] | undefined) => ReactNode;
};

export function TokenFormDialog({ title, saving, onSubmit, onClose, children }: Props) {
  const t = useTranslations("accessTokens");
  const [isIdle, setIdle] = useState(false);
  const submit = (form: FormData) => {
    setIdle(!hasScopes(form));
    if (hasScopes(form)) onSubmit(form);
  };
  return (
    <FormDialog labels={{ title, submit: t("make") }} saving={saving} onSubmit={submit} onClose={onClose}>
      {(faults) => (
        <>
          <Field label={t("name")} hint={t("nameHint")}>
            {(control) => (
              <Input {...control} name="name" required maxLength={maxTokenName} autoComplete="off" />
            )}
          </Field>
          {children(isIdle ? [t("scopesMissing")] : undefined)}
          <ExpiryField />
          <NetworksField faults={faults} />
        </>
      )}
    </FormDialog>
  );
}

function NetworksField({ faults = {} }: { faults: Failure["fields"] }) {
  const t = useTranslations("accessTokens");
  const isWrong = Object.keys(faults).some((field) => field.startsWith("networks"));
  return (
    <Field label={t("networks")} hint={t("networksHint")} errors={isWrong ? [t("networksWrong")] : undefined}>
      {(control) => <TextArea {...control} name="networks" rows={2} autoComplete="off" spellCheck={false} />}
    </Field>
  );
}

export function readToken(form: FormData): NewToken {
  const read = (name: string) => String(form.get(name) ?? "").trim();
  return {
    name: read("name"),
    scopes: readScopes(form),
    networks: read("networks")
      .split(/[\s,;]+/)
      .filter(Boolean),
    days: readDays(form),
  };
}
