"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { useFormAct } from "@/components/shell/use-act";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { unwrap } from "@/lib/entry/unwrap";
import { changeSettings } from "@/lib/settings/actions";
import { settingsQuery } from "@/lib/settings/queries";
import type { SettingChanges, ShownSettings } from "@/lib/settings/schema";

/** Where crossed budgets are told. */
export function WebhookSection({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("settings.webhook");
  const { data, error, refetch } = useQuery(settingsQuery());
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section title={t("title")} text={t("text")}>
      {/* The form keeps what it began with; a change from elsewhere begins it anew. */}
      <WebhookForm key={JSON.stringify(data.webhook)} webhook={data.webhook} canWrite={canWrite} />
    </Section>
  );
}

function useSaveWebhook() {
  const t = useTranslations("settings.webhook");
  return useFormAct({
    run: async (webhook: SettingChanges["webhook"]) => unwrap(await changeSettings({ webhook })),
    toText: (webhook) => t(webhook ? "savedToast" : "removedToast"),
    refreshes: ["settings", "audit"],
  });
}

function WebhookForm({ webhook, canWrite }: { webhook: ShownSettings["webhook"]; canWrite: boolean }) {
  const t = useTranslations("settings.webhook");
  const saving = useSaveWebhook();
  const failure = saving.error && toFailure(saving.error);
  const [allowPrivate, setAllowPrivate] = useState(webhook?.allowPrivate ?? false);
  return (
    <form
      className="grid max-w-2xl gap-4 rounded-lg border bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending)
          saving.mutate({ ...toFields(new FormData(event.currentTarget)), allowPrivate });
      }}
    >
      <fieldset disabled={!canWrite} className="grid gap-4">
        <legend className="sr-only">{t("title")}</legend>
        <Field label={t("url")}>
          {(control) => (
            <Input
              {...control}
              type="url"
              name="url"
              required
              maxLength={2000}
              defaultValue={webhook?.url}
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
              required={!webhook}
              minLength={16}
              maxLength={200}
              autoComplete="new-password"
            />
          )}
        </Field>
        <label className="flex cursor-pointer items-baseline gap-2.5">
          <input
            type="checkbox"
            checked={allowPrivate}
            onChange={({ target }) => setAllowPrivate(target.checked)}
          />
          <span className="grid">
            <span className="font-medium">{t("allowPrivate")}</span>
            <span className="text-ink-muted text-sm">{t("allowPrivateHelp")}</span>
          </span>
        </label>
      </fieldset>
      {failure && <FailureNote failure={failure} />}
      {canWrite && (
        <div className="flex gap-2">
          <Button type="submit" variant="primary" isPending={saving.isPending}>
            {t("save")}
          </Button>
          {webhook && (
            <Button isPending={saving.isPending} onClick={() => saving.mutate(null)}>
              {t("remove")}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}

function toFields(form: FormData) {
  const secret = String(form.get("secret") ?? "");
  return { url: String(form.get("url") ?? "").trim(), ...(secret && { secret }) };
}
