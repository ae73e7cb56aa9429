"use client";

import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { Successor } from "@/lib/core/settings/schema";

type Props = {
  saving: { isPending: boolean; error: unknown };
  onSave: (row: Successor) => void;
  onClose: () => void;
};

const names = ["model", "successor"] as const;
const prices = ["inputPrice", "outputPrice", "successorInputPrice", "successorOutputPrice"] as const;

export function SuccessorDialog({ saving, onSave, onClose }: Props) {
  const t = useTranslations("settings.successors");
  const ui = useTranslations("ui");
  return (
    <Dialog title={t("addTitle")} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving.isPending) onSave(toRow(new FormData(event.currentTarget)));
        }}
      >
        {names.map((name) => (
          <Field key={name} label={t(name)} hint={name === "model" ? t("modelHint") : undefined}>
            {(control) => <Input {...control} name={name} required maxLength={100} autoComplete="off" />}
          </Field>
        ))}
        <div className="grid gap-4 sm:grid-cols-2">
          {prices.map((name) => (
            <Field key={name} label={t(name)}>
              {(control) => (
                <Input
                  {...control}
                  name={name}
                  required
                  inputMode="decimal"
                  pattern="\d{1,6}(\.\d{1,6})?"
                  title={t("priceHint")}
                  autoComplete="off"
                />
              )}
            </Field>
          ))}
        </div>
        <p className="text-ink-muted text-sm">{t("priceHint")}</p>
        {saving.error ? <FailureNote failure={toFailure(saving.error)} /> : null}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" variant="primary" isPending={saving.isPending}>
            {t("add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function toRow(form: FormData): Successor {
  const read = (name: keyof Successor) => String(form.get(name) ?? "").trim();
  return {
    model: read("model"),
    successor: read("successor"),
    inputPrice: read("inputPrice"),
    outputPrice: read("outputPrice"),
    successorInputPrice: read("successorInputPrice"),
    successorOutputPrice: read("successorOutputPrice"),
  };
}
