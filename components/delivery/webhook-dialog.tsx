"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { createUuid } from "@/components/shell/uuid";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import type { ShownWebhook } from "@/lib/core/delivery/schema";
import { maxNameLength } from "@/lib/core/delivery/vocabulary";
import { useSaveWebhook } from "./use-webhook-mutations";

type Props = { webhook?: ShownWebhook; isGone?: boolean; onClose: () => void };

/** Address and secret start empty because stored ones never return to a browser. */
export function WebhookDialog({ webhook, isGone = false, onClose }: Props) {
  const t = useTranslations("delivery.webhooks");
  const locale = useLocale();
  const [newId] = useState(createUuid); // A stable ID, so that a form sent twice creates one webhook.
  const saving = useSaveWebhook(onClose);
  const save = (form: FormData) => {
    const read = (name: string) => String(form.get(name) ?? "").trim();
    const getsAlarms = form.get("getsAlarms") !== null;
    const given = { webhookId: webhook?.id ?? newId, name: read("name"), getsAlarms, locale };
    const [secretUrl, secret] = [read("secretUrl"), read("secret")];
    if (!webhook) saving.mutate({ isNew: true, webhook: { ...given, secretUrl, secret: secret || null } });
    else
      saving.mutate({
        isNew: false,
        webhook: { ...given, ...(secretUrl && { secretUrl }), ...(secret && { secret }) },
      });
  };
  return (
    <FormDialog
      labels={{ title: t(webhook ? "changeTitle" : "addTitle"), submit: t(webhook ? "save" : "add") }}
      saving={saving}
      isGone={isGone}
      onSubmit={save}
      onClose={onClose}
    >
      <WebhookFields webhook={webhook} />
    </FormDialog>
  );
}

function WebhookFields({ webhook }: { webhook: ShownWebhook | undefined }) {
  const t = useTranslations("delivery.webhooks");
  return (
    <>
      <Field label={t("name")} hint={t("nameHint")}>
        {(control) => (
          <Input
            {...control}
            name="name"
            required
            maxLength={maxNameLength}
            defaultValue={webhook?.name}
            autoComplete="off"
          />
        )}
      </Field>
      <Field label={t("url")} hint={t(webhook ? "urlKept" : "urlHint")}>
        {(control) => (
          <Input
            {...control}
            type="url"
            name="secretUrl"
            required={!webhook}
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
            placeholder="https://hooks.slack.com/…"
          />
        )}
      </Field>
      <Field label={t("secret")} hint={t(webhook ? "secretKept" : "secretHint")}>
        {(control) => (
          <Input
            {...control}
            type="password"
            name="secret"
            minLength={16}
            maxLength={200}
            autoComplete="new-password"
          />
        )}
      </Field>
      <label className="flex min-h-6 pointer-coarse:min-h-11 items-center gap-2">
        <input type="checkbox" name="getsAlarms" defaultChecked={webhook?.getsAlarms ?? true} />
        {t("getsAlarms")}
      </label>
    </>
  );
}
