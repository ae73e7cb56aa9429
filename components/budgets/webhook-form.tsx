"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useFormMutation } from "@/components/shell/use-operation";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { useUnsaved } from "@/components/ui/controls/unsaved";
import { changeSettings } from "@/lib/settings/actions";
import type { SettingChanges, ShownSettings } from "@/lib/settings/schema";

type Given = NonNullable<SettingChanges["webhook"]>;

/** Both fields start empty because stored secrets never return to a browser. */
export function WebhookForm({ state }: { state: ShownSettings["webhook"]["state"] }) {
  const t = useTranslations("settings.webhook");
  const form = useRef<HTMLFormElement>(null);
  const [isEmpty, setEmpty] = useState(true);
  const saving = useSaveWebhook(() => {
    form.current?.reset();
    setEmpty(true);
  });
  const failure = saving.error && toFailure(saving.error);
  useUnsaved(!isEmpty);
  const isKept = state === "set";
  return (
    <form
      ref={form}
      className="grid gap-4"
      onInput={(event) => setEmpty(Object.keys(toGiven(event.currentTarget)).length === 0)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate(toGiven(event.currentTarget));
      }}
    >
      <Field label={t("url")} hint={t(isKept ? "urlKept" : "urlHint")}>
        {(control) => (
          <Input
            {...control}
            type="url"
            name="secretUrl"
            required={!isKept}
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
            placeholder="https://hooks.slack.com/…"
          />
        )}
      </Field>
      <Field label={t("secret")} hint={t(isKept ? "secretKept" : "secretHint")}>
        {(control) => (
          <Input
            {...control}
            type="password"
            name="secret"
            required={!isKept}
            minLength={16}
            maxLength={200}
            autoComplete="new-password"
          />
        )}
      </Field>
      {failure && <FailureNote failure={failure} />}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" isPending={saving.isPending} disabled={isEmpty}>
          {t("save")}
        </Button>
        {state !== "none" && (
          <Button isPending={saving.isPending} onClick={() => saving.mutate(null)}>
            {t("remove")}
          </Button>
        )}
      </div>
    </form>
  );
}

function useSaveWebhook(onDone: () => void) {
  const t = useTranslations("settings.webhook");
  return useFormMutation(
    {
      run: (send, webhook: Given | null) => send(changeSettings, { webhook }),
      toText: (webhook) => t(webhook ? "savedToast" : "removedToast"),
      refreshes: ["settings", "audit"],
    },
    onDone,
  );
}

/** Empty fields are left out of the request, which keeps the stored values. */
function toGiven(form: HTMLFormElement): Given {
  const given = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(given.filter(([, value]) => value?.trim()));
}
