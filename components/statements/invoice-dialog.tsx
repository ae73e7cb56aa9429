"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { useMoney } from "@/components/ui/display/money";
import { toExact } from "@/lib/core/money/money";
import type { StatementPage } from "@/lib/money/statements/schema";
import { bridgeParts, maxNoteLength } from "@/lib/money/statements/vocabulary";
import { parseSigned } from "./parse-signed";
import { toReconcile } from "./to-reconcile";
import { useReconcile } from "./use-statement-mutations";

type Props = { statement: StatementPage; onClose: () => void };

export function InvoiceDialog({ statement, onClose }: Props) {
  const t = useTranslations("statements.invoice");
  const money = useMoney();
  const saving = useReconcile(onClose);
  // What was saved when the form was opened; a later version is a conflict.
  const [base] = useState(() => statement.invoices[0]);
  return (
    <FormDialog
      labels={{ title: t("dialog"), submit: t("save") }}
      saving={saving}
      onSubmit={(form) => saving.mutate(toReconcile(form, statement.content, base?.version ?? 0))}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField name="invoiceNumber" label={t("number")} value={base?.invoiceNumber} maxLength={200} />
        <Field label={t("date")}>
          {(control) => (
            <Input {...control} name="invoiceDate" type="date" required defaultValue={base?.invoiceDate} />
          )}
        </Field>
        <AmountField name="cents" label={t("amount")} isRequired cents={base?.cents} />
        {bridgeParts.map((part) => (
          <AmountField
            key={part}
            name={part}
            label={t(`parts.${part}`)}
            hint={t(`hints.${part}`)}
            cents={base?.bridge[part] ?? undefined}
          />
        ))}
        <div className="sm:col-span-2">
          <TextField name="note" label={t("note")} value={base?.note} maxLength={maxNoteLength} isOptional />
        </div>
        <p className="text-ink-muted text-xs sm:col-span-2">
          {t("currencyHint", { currency: money.currency })}
        </p>
      </div>
    </FormDialog>
  );
}

type TextProps = {
  name: string;
  label: string;
  value: string | undefined;
  maxLength: number;
  isOptional?: boolean;
};

function TextField({ name, label, value, maxLength, isOptional = false }: TextProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          name={name}
          required={!isOptional}
          maxLength={maxLength}
          defaultValue={value}
          autoComplete="off"
        />
      )}
    </Field>
  );
}

type AmountProps = {
  name: string;
  label: string;
  hint?: string;
  cents: string | undefined;
  isRequired?: boolean;
};

/** Shows how the amount is read, because "2.200" means one thing in Berlin and another in Boston. */
function AmountField({ name, label, hint, cents, isRequired = false }: AmountProps) {
  const t = useTranslations("statements.invoice");
  const money = useMoney();
  const isEmpty = cents === undefined || (!isRequired && cents === "0");
  const [typed, setTyped] = useState(isEmpty ? "" : toExact(cents, money.currency));
  const read = parseSigned(typed, money.currency);
  const isTyped = typed.trim() !== "";
  return (
    <Field
      label={label}
      hint={isTyped && read !== null ? t("read", { amount: money.format(read) }) : hint}
      errors={read === null ? [t("wrongAmount")] : undefined}
    >
      {(control) => (
        <Input
          {...control}
          name={name}
          required={isRequired}
          inputMode="decimal"
          value={typed}
          onChange={({ target }) => {
            const isWrong = parseSigned(target.value, money.currency) === null;
            target.setCustomValidity(isWrong ? t("wrongAmount") : "");
            setTyped(target.value);
          }}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
