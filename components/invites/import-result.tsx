"use client";

import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { Button } from "@/components/ui/controls/button";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import type { CheckedImport, CheckedRow, ImportInput } from "@/lib/invites/schema";
import { type ImportMark, importMarks } from "@/lib/invites/vocabulary";
import { useSendImport } from "./use-send-import";

type Props = { checked: CheckedImport; input: ImportInput; isBusy: boolean };

/** Only new addresses are sent, and the server checks them again before it does. */
export function ImportResult({ checked: { rows, isCut }, input, isBusy }: Props) {
  const t = useTranslations("invites.import");
  const [marks, setMarks] = useState<string[]>([]);
  const columns = useRowColumns();
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
        rows={{ ...toRows(shown, toKey), listKey: marks.join() }}
        isBusy={isBusy}
      />
    </>
  );
}

const toKey = ({ number, email }: CheckedRow) => `${number} ${email}`;

const tones: Partial<Record<ImportMark, Tone>> = { new: "good", member: "neutral", invited: "neutral" };

function useRowColumns(): Column<CheckedRow>[] {
  const t = useTranslations("invites.import");
  const invites = useTranslations("invites");
  const toRole = useRoleName();
  return useMemo(
    () => [
      { id: "number", header: t("row"), isNumeric: true, width: 64, cell: ({ number }) => number },
      {
        id: "email",
        header: invites("email"),
        cell: ({ email }) => <VendorText className="font-medium">{email || "–"}</VendorText>,
      },
      {
        id: "mark",
        header: t("mark"),
        width: 230,
        cell: ({ mark, culprit }) => (
          <span className="flex min-w-0 items-center gap-1.5">
            <Badge tone={tones[mark] ?? "warn"}>{t(`marks.${mark}`)}</Badge>
            {culprit !== null && (
              <VendorText className="truncate text-ink-muted text-xs">{culprit}</VendorText>
            )}
          </span>
        ),
      },
      {
        id: "role",
        header: invites("role"),
        width: 130,
        cell: ({ role }) => <VendorText>{toRole(role)}</VendorText>,
      },
      {
        id: "workspaces",
        header: invites("places.label"),
        width: 190,
        cell: ({ workspaces }) => (
          <VendorText>{workspaces.map(({ name }) => name).join(", ") || "–"}</VendorText>
        ),
      },
    ],
    [t, invites, toRole],
  );
}
