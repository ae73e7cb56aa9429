"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/controls/button";
import { Input } from "@/components/ui/controls/input";
import { toVendorText } from "@/components/ui/display/vendor-text";
import type { CheckedRow, ImportEdit } from "@/lib/directory/invites/schema";
import { type ImportMark, maxCellLength } from "@/lib/directory/invites/vocabulary";

type Field = keyof CheckedRow["given"];
export type Mend = (edit: ImportEdit) => void;

const faults: Partial<Record<ImportMark, Field>> = {
  bad_address: "email",
  bad_role: "role",
  admin_role: "role",
  unknown_workspace: "workspaces",
  bad_workspace_role: "workspaceRole",
};

type Props = { row: CheckedRow; field: Field; label: string; onMend: Mend; children: ReactNode };

/** The cell at fault is a field; the row is checked again when it is left, or with Enter. */
export function MendableCell({ row, field, label, onMend, children }: Props) {
  const t = useTranslations("invites.import");
  if (faults[row.mark] !== field) return children;
  const { position, number, given, suggestion } = row;
  const mend = (text: string) => {
    if (text !== given[field]) onMend({ ...given, position, [field]: text });
  };
  return (
    <span className="grid min-w-0 gap-1 py-1">
      <Input
        key={given[field]}
        aria-label={t("mend", { column: label, number })}
        aria-invalid
        defaultValue={given[field]}
        maxLength={maxCellLength}
        autoComplete="off"
        spellCheck={false}
        onBlur={({ target }) => mend(target.value.trim())}
        onKeyDown={(event) => {
          if (event.key === "Enter") mend(event.currentTarget.value.trim());
        }}
      />
      {suggestion !== null && (
        <Button
          size="sm"
          title={suggestion}
          className="min-w-0 justify-start! truncate"
          onClick={() => mend(suggestion)}
        >
          {t.rich("suggest", { text: toVendorText(suggestion, "truncate") })}
        </Button>
      )}
    </span>
  );
}
