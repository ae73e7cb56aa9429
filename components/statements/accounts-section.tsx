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
import { type AccountRow, isOptional, listAccountRows } from "./account-rows";

const AccountsDialog = onDemand(() => import("./accounts-dialog").then((file) => file.AccountsDialog));

/** Which account of the general ledger each cost center is charged to. */
export function AccountsSection({ page, canWrite }: { page: StatementsPage; canWrite: boolean }) {
  const t = useTranslations("statements.accounts");
  const statements = useTranslations("statements");
  const [isOpen, setOpen] = useState(false);
  const toName = ({ role, center }: AccountRow) => {
    if (role === "center") return center;
    if (role === "offset") return t("offset");
    return role === "unassigned" ? statements("unassigned") : statements(`invoice.parts.${role}`);
  };
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
            cell: (row) =>
              row.account === "" ? (
                <span className={isOptional(row) ? "text-ink-muted" : "text-warn"}>
                  {t(isOptional(row) ? "optional" : "none")}
                </span>
              ) : (
                <VendorText className="tabular-nums">{row.account}</VendorText>
              ),
          },
        ]}
      />
      {isOpen && <AccountsDialog page={page} toName={toName} onClose={() => setOpen(false)} />}
    </Section>
  );
}
