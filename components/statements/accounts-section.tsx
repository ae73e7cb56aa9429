"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Section } from "@/components/shell/section";
import { Button } from "@/components/ui/controls/button";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import type { StatementsPage } from "@/lib/money/statements/schema";
import { type AccountRow, listAccountRows } from "./account-rows";

const AccountsDialog = onDemand(() => import("./accounts-dialog").then((file) => file.AccountsDialog));

/** Which account of the general ledger each cost center is charged to. */
export function AccountsSection({ page, canWrite }: { page: StatementsPage; canWrite: boolean }) {
  const t = useTranslations("statements.accounts");
  const unassigned = useTranslations("statements")("unassigned");
  const [isOpen, setOpen] = useState(false);
  const toName = ({ role, center }: AccountRow) =>
    role === "center" ? center : role === "offset" ? t("offset") : unassigned;
  return (
    <Section
      title={t("title")}
      text={t("text")}
      actions={
        canWrite && (
          <Button onClick={() => setOpen(true)}>
            <Pencil aria-hidden className="size-4" />
            {t("change")}
          </Button>
        )
      }
    >
      <Table<AccountRow>
        label={t("title")}
        rows={toRows(listAccountRows(page), ({ role, center }) => `${role} ${center}`)}
        columns={[
          { id: "center", header: t("center"), cell: (row) => <VendorText>{toName(row)}</VendorText> },
          {
            id: "account",
            header: t("account"),
            width: 220,
            card: "value",
            cell: ({ account }) =>
              account === "" ? (
                <span className="text-warn">{t("none")}</span>
              ) : (
                <VendorText className="tabular-nums">{account}</VendorText>
              ),
          },
        ]}
      />
      {isOpen && <AccountsDialog page={page} toName={toName} onClose={() => setOpen(false)} />}
    </Section>
  );
}
