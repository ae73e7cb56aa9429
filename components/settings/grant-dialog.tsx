"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangedMeanwhile } from "@/components/shell/changed-meanwhile";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { GoneNote } from "@/components/shell/gone-note";
import { useFormBase } from "@/components/shell/use-form-base";
import { Button } from "@/components/ui/controls/button";
import { ChoiceList } from "@/components/ui/controls/choice-list";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { Grant, KeptGrant } from "@/lib/account/grants/schema";
import { type GrantablePersona, grantablePersonas, maxNoteLength } from "@/lib/account/grants/vocabulary";
import { ExpiresField } from "./expires-field";
import { useSaveGrant } from "./use-grant-mutations";

type Props = {
  grant?: KeptGrant;
  isGone?: boolean;
  /** What a new grant starts with. */
  asked?: { email: string | null; role: GrantablePersona | null };
  onClose: () => void;
};

export function GrantDialog({ grant, isGone = false, asked, onClose }: Props) {
  const t = useTranslations("settings.access");
  const ui = useTranslations("ui");
  const { base, version, isOutdated, listeners, catchUp } = useFormBase(toBase(grant, asked));
  const saving = useSaveGrant({ isNew: !grant, onSaved: onClose });
  const failure = saving.error && toFailure(saving.error);
  return (
    <Dialog title={t(grant ? "changeTitle" : "addTitle")} onClose={onClose}>
      <form
        {...listeners}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving.isPending && !isGone) saving.mutate(toGrant(new FormData(event.currentTarget)));
        }}
      >
        {isOutdated && !isGone && <ChangedMeanwhile onShow={catchUp} />}
        <GrantFields key={version} base={base} isNew={!grant} />
        {isGone && !saving.isPending && <GoneNote />}
        {failure && <FailureNote failure={failure} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={isGone} isPending={saving.isPending}>
            {t(grant ? "save" : "add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Base = Omit<KeptGrant, "suspendedFor">;

/** Only the fields of the form are compared; other changes to the grant don't matter. */
function toBase(grant: KeptGrant | undefined, asked: Props["asked"]): Base {
  const { note = "", expiresOn = null } = grant ?? {};
  const email = grant?.email ?? asked?.email ?? "";
  const persona = grant?.persona ?? asked?.role ?? "auditor";
  return { email, persona, note, expiresOn };
}

function GrantFields({ base, isNew }: { base: Base; isNew: boolean }) {
  const t = useTranslations("settings.access");
  const [persona, setPersona] = useState<GrantablePersona>(base.persona);
  return (
    <>
      <input type="hidden" name="persona" value={persona} />
      <Field label={t("email")}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            required
            maxLength={320}
            readOnly={!isNew}
            defaultValue={base.email}
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
            maxLength={maxNoteLength}
            defaultValue={base.note}
            autoComplete="off"
          />
        )}
      </Field>
      <ExpiresField day={base.expiresOn} />
    </>
  );
}

function toGrant(form: FormData): Grant {
  const read = (name: string) => String(form.get(name) ?? "").trim();
  const persona = grantablePersonas.find((one) => one === read("persona")) ?? "auditor";
  return {
    persona,
    email: read("email").toLowerCase(),
    note: read("note"),
    expiresOn: read("expiresOn"),
  };
}

type PersonaPickerProps = { persona: GrantablePersona; onChange: (persona: GrantablePersona) => void };

function PersonaPicker({ persona, onChange }: PersonaPickerProps) {
  const t = useTranslations("settings.access");
  const name = useTranslations("shell.persona");
  const options = grantablePersonas.map((value) => ({ value, label: name(value), help: t(`help.${value}`) }));
  return <ChoiceList label={t("persona")} options={options} value={persona} onChange={onChange} />;
}
