"use client";

import { useTranslations } from "next-intl";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { LongList } from "@/components/ui/display/long-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { CopyRow } from "@/lib/directory/workspaces/schema";

type Props = {
  rows: readonly CopyRow[];
  left: ReadonlySet<string>;
  onLeave: (left: ReadonlySet<string>) => void;
};

/** Rows that are already equal or can't be assigned are listed with the reason. */
export function CopyDifference({ rows, left, onLeave }: Props) {
  const t = useTranslations("workspaces.access");
  const toggle = (workspaceId: string) => {
    const next = new Set(left);
    if (!next.delete(workspaceId)) next.add(workspaceId);
    onLeave(next);
  };
  return (
    <div className="grid gap-2 text-sm">
      {rows.length === 0 && <p>{t("copyNothing")}</p>}
      {rows.length > 0 && (
        <LongList items={rows} label={t("difference")} isChosen={({ step }) => step === "remove"}>
          {(row) => (
            <Row
              key={row.workspaceId}
              row={row}
              isChosen={!left.has(row.workspaceId)}
              onToggle={() => toggle(row.workspaceId)}
            />
          )}
        </LongList>
      )}
    </div>
  );
}

type RowProps = { row: CopyRow; isChosen: boolean; onToggle: () => void };

function Row({ row: { name, role, present, step }, isChosen, onToggle }: RowProps) {
  const t = useTranslations("workspaces.access.steps");
  const toName = useWorkspaceRoleName();
  const canChange = step === "add" || step === "change" || step === "remove";
  return (
    <label className="flex pointer-coarse:min-h-11 cursor-pointer items-baseline gap-2.5 rounded-md px-2 py-1 hover:bg-sunken has-disabled:cursor-not-allowed has-disabled:hover:bg-transparent">
      <input type="checkbox" checked={canChange && isChosen} disabled={!canChange} onChange={onToggle} />
      <span className="grid min-w-0">
        <VendorText className="truncate">{name}</VendorText>
        <span className={step === "remove" ? "text-danger text-xs" : "text-ink-muted text-xs"}>
          {t(step, { role: toName(role), present: toName(present ?? "") })}
        </span>
      </span>
    </label>
  );
}
