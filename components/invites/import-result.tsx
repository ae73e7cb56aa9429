"use client";

import { Download, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { useRolesOffered } from "@/components/shell/use-organization";
import { Button } from "@/components/ui/controls/button";
import { Picker } from "@/components/ui/controls/picker";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { assignableRoles } from "@/lib/core/organization/vocabulary";
import type { CheckedImport, CheckedRow, ImportInput } from "@/lib/directory/invites/schema";
import { type ImportMark, importMarks, isWithoutWorkspaces } from "@/lib/directory/invites/vocabulary";
import { download, toLeftOut } from "./import-files";
import { type Mend, MendableCell } from "./mendable-cell";
import { useSendImport } from "./use-send-import";

type Props = { checked: CheckedImport; input: ImportInput; isBusy: boolean; onMend: Mend };

/** Only new addresses are sent, and the server checks them again before it does. */
export function ImportResult({ checked: { rows, isCut }, input, isBusy, onMend }: Props) {
  const t = useTranslations("invites.import");
  const [marks, setMarks] = useState<string[]>([]);
  const columns = useRowColumns(onMend);
  const toMark = useMarkText();
  const toReason = (row: CheckedRow) => [toMark(row), toCulprit(row) ?? ""].filter(Boolean).join(": ");
  const sending = useSendImport();
  const counts = importMarks.flatMap((mark) => {
    const count = rows.filter((row) => row.mark === mark).length;
    return count > 0 ? [{ value: mark, label: t(`marks.${mark}`), count }] : [];
  });
  const fresh = counts.find(({ value }) => value === "new")?.count ?? 0;
  const shown = marks.length === 0 ? rows : rows.filter(({ mark }) => marks.includes(mark));
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="mr-auto">
          {t("summary", { fresh, left: rows.length - fresh })} {isCut && t("cut", { count: rows.length })}
        </p>
        {rows.length > fresh && (
          <Button onClick={() => download("castellan-invites-left-out.csv", toLeftOut(rows, toReason))}>
            <Download aria-hidden className="size-4" />
            {t("leftOut", { count: rows.length - fresh })}
          </Button>
        )}
        <FilterMenu label={t("mark")} options={counts} chosen={marks} onChange={setMarks} />
        <Button
          variant="primary"
          disabled={fresh === 0 || isBusy}
          isPending={sending.isPending}
          onClick={() => sending.mutate(input)}
        >
          <Send aria-hidden className="size-4" />
          {t("send", { count: fresh })}
        </Button>
      </div>
      <Table
        label={t("rows")}
        columns={columns}
        lines={2}
        rows={{ ...toRows(shown, toKey), listKey: marks.join() }}
        isBusy={isBusy}
      />
    </>
  );
}

const toKey = ({ position }: CheckedRow) => String(position);

/** What is wrong in the row's own words, unless the mark names it. */
function toCulprit({ mark, culprit }: CheckedRow): string | null {
  return mark === "duplicate" ? null : culprit;
}

function useMarkText(): (row: CheckedRow) => string {
  const t = useTranslations("invites.import");
  return ({ mark, culprit }) =>
    mark === "duplicate" && culprit !== null ? t("duplicateOf", { row: culprit }) : t(`marks.${mark}`);
}

function Mark({ row }: { row: CheckedRow }) {
  const t = useTranslations("invites.import");
  const toMark = useMarkText();
  const toRole = useRoleName();
  const culprit = toCulprit(row);
  const detail = row.mark === "admin_role" ? t("addAdmins") : culprit;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Badge tone={tones[row.mark] ?? "warn"}>{toMark(row)}</Badge>
      {detail && (
        <span title={detail} className="truncate text-ink-muted text-xs max-md:hidden">
          <VendorText>{detail}</VendorText>
        </span>
      )}
      <span className="truncate text-ink-muted text-xs md:hidden">
        {[toRole(row.role), ...row.workspaces.map(({ name }) => name)].join(" · ")}
      </span>
    </span>
  );
}

const tones: Partial<Record<ImportMark, Tone>> = { new: "good", member: "neutral", invited: "neutral" };

function useRowColumns(onMend: Mend): Column<CheckedRow>[] {
  const t = useTranslations("invites.import");
  const invites = useTranslations("invites");
  const toRole = useRoleName();
  const toPlaceRole = useWorkspaceRoleName();
  const offered = useRolesOffered(assignableRoles).join();
  return useMemo(() => {
    const roles = offered.split(",").map((value) => ({ value, label: toRole(value) }));
    return [
      { id: "number", header: t("row"), isNumeric: true, width: 52, cell: ({ number }) => number },
      {
        id: "email",
        header: invites("email"),
        minWidth: 240,
        card: "name",
        cell: (row) => (
          <span className="grid min-w-0">
            <MendableCell row={row} field="email" label={invites("email")} onMend={onMend}>
              <VendorText className="truncate font-medium">{row.email || "–"}</VendorText>
            </MendableCell>
            <Mark row={row} />
          </span>
        ),
      },
      {
        id: "role",
        header: invites("role"),
        width: 160,
        card: "value",
        cell: (row) => (
          <MendableCell row={row} field="role" label={invites("role")} onMend={onMend}>
            {row.mark === "new" ? (
              <Picker
                label={t("roleOf", { email: row.email })}
                value={row.role}
                options={roles}
                onPick={(role) => onMend({ ...row.given, position: row.position, role })}
              />
            ) : (
              <VendorText className="max-md:hidden">{toRole(row.role)}</VendorText>
            )}
          </MendableCell>
        ),
      },
      {
        id: "workspaces",
        header: invites("places.label"),
        width: 190,
        card: "note",
        cell: (row) => (
          <MendableCell row={row} field="workspaces" label={invites("places.label")} onMend={onMend}>
            <span className="grid min-w-0">
              <VendorText className="truncate max-md:hidden">
                {isWithoutWorkspaces(row.role)
                  ? t("noPlaces")
                  : row.workspaces.map(({ name }) => name).join(", ") || "–"}
              </VendorText>
              <MendableCell row={row} field="workspaceRole" label={t("workspaceRole")} onMend={onMend}>
                {row.workspaces.length > 0 && (
                  <span className="truncate text-ink-muted text-xs max-md:hidden">
                    {toPlaceRole(row.workspaceRole)}
                  </span>
                )}
              </MendableCell>
            </span>
          </MendableCell>
        ),
      },
    ];
  }, [t, invites, toRole, toPlaceRole, offered, onMend]);
}
