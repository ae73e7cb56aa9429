"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import type { StatementsPage } from "@/lib/money/statements/schema";
import { type AccountRow, isOptional, listAccountRows } from "./account-rows";
import { useChangeAccounts } from "./use-statement-mutations";

type Props = { page: StatementsPage; toName: (row: AccountRow) => string; onClose: () => void };

export function AccountsDialog({ page, toName, onClose }: Props) {
  const t = useTranslations("statements.accounts");
  const saving = useChangeAccounts(onClose);
  // What was saved when the form was opened; a later change is a conflict.
  const [before] = useState(page.accounts);
  const rows = listAccountRows({ centers: page.centers, accounts: before });
  const save = (form: FormData) => {
    const accounts = rows
      .map((row, index) => ({ ...row, account: String(form.get(`account-${index}`) ?? "").trim() }))
      .filter(({ account }) => account !== "");
    saving.mutate({ before, accounts });
  };
  return (
    <FormDialog
      labels={{ title: t("dialog"), submit: t("save") }}
      saving={saving}
      onSubmit={save}
      onClose={onClose}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {rows.map((row, index) => (
          <Field
            key={`${row.role} ${row.center}`}
            label={toName(row)}
            hint={row.role === "offset" ? t("offsetHint") : isOptional(row) ? t("optional") : undefined}
          >
            {(control) => (
              <Input
                {...control}
                name={`account-${index}`}
                defaultValue={row.account}
                maxLength={60}
                autoComplete="off"
              />
            )}
          </Field>
        ))}
      </div>
    </FormDialog>
  );
}
