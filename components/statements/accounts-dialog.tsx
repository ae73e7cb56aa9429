"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { StatementsPage } from "@/lib/statements/schema";
import { type AccountRow, listAccountRows } from "./account-rows";
import { useChangeAccounts } from "./use-statement-mutations";

type Props = { page: StatementsPage; toName: (row: AccountRow) => string; onClose: () => void };

export function AccountsDialog({ page, toName, onClose }: Props) {
  const t = useTranslations("statements.accounts");
  const ui = useTranslations("ui");
  const formId = useId();
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
    <Dialog
      title={t("dialog")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={saving.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid items-start gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          save(new FormData(event.currentTarget));
        }}
      >
        {rows.map((row, index) => (
          <Field
            key={`${row.role} ${row.center}`}
            label={toName(row)}
            hint={row.role === "offset" ? t("offsetHint") : undefined}
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
        {saving.error && (
          <div className="sm:col-span-2">
            <FailureNote failure={toFailure(saving.error)} />
          </div>
        )}
      </form>
    </Dialog>
  );
}
