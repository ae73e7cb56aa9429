"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Grant } from "@/lib/grants/schema";
import { type GrantablePersona, longestNote } from "@/lib/grants/vocabulary";
import { PersonaPicker } from "./persona-picker";
import { useSaveGrant } from "./use-grant-acts";

/** Adds a grant, or changes the one given. */
export function GrantDialog({ grant, onClose }: { grant?: Grant; onClose: () => void }) {
  const t = useTranslations("settings.access");
  const ui = useTranslations("ui");
  const [persona, setPersona] = useState<GrantablePersona>(grant?.persona ?? "auditor");
  const saving = useSaveGrant({ isNew: !grant, onSaved: onClose });
  const failure = saving.error && toFailure(saving.error);
  return (
    <Dialog title={t(grant ? "changeTitle" : "addTitle")} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving.isPending) saving.mutate({ persona, ...toFields(new FormData(event.currentTarget)) });
        }}
      >
        <Field label={t("email")}>
          {(control) => (
            <Input
              {...control}
              name="email"
              type="email"
              required
              maxLength={320}
              readOnly={grant !== undefined}
              defaultValue={grant?.email}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
          )}
        </Field>
        <PersonaPicker persona={persona} onChange={setPersona} />
        <Field label={t("note")} hint={t("noteHint")}>
          {(control) => (
            <Input
              {...control}
              name="note"
              maxLength={longestNote}
              defaultValue={grant?.note}
              autoComplete="off"
            />
          )}
        </Field>
        <Field label={t("expires")} hint={t("expiresHint")}>
          {(control) => (
            <Input
              {...control}
              name="expiresOn"
              type="date"
              min={toToday()}
              defaultValue={grant?.expiresOn ?? ""}
            />
          )}
        </Field>
        {failure && <FailureNote failure={failure} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" variant="primary" isPending={saving.isPending}>
            {t(grant ? "save" : "add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function toFields(form: FormData) {
  const read = (name: string) => String(form.get(name) ?? "").trim();
  return { email: read("email").toLowerCase(), note: read("note"), expiresOn: read("expiresOn") || null };
}

function toToday(): string {
  return new Date().toISOString().slice(0, 10);
}
