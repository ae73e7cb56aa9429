"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { KeyStatusBadge } from "@/components/directory/key-status-badge";
import { Badge } from "@/components/ui/display/badge";
import { NumberText } from "@/components/ui/display/number-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import {
  cellRole,
  groupRole,
  headRole,
  rowHeadRole,
  rowRole,
  tableRole,
} from "@/components/ui/table/table-roles";
import { formatDay } from "@/lib/core/format/format";
import type { Receipt, ReceiptKey } from "@/lib/directory/offboardings/schema";

const cellClass =
  "border-b py-1.5 pr-4 text-left align-top max-sm:block max-sm:border-0 max-sm:py-0.5 print:table-cell";

const heads = ["key", "decision", "now", "traffic"] as const;
const widths = { key: "w-[26%]", decision: "w-[32%]", now: "w-[15%]", traffic: "" };

/** A phone stacks the cells of a row; paper, which is as narrow, has a table. */
export function ReceiptKeys({ receipt: { keys, readUntil } }: { receipt: Receipt }) {
  const t = useTranslations("offboardings.receipt");
  return (
    <table
      {...tableRole}
      aria-label={t("keys")}
      className="w-full border-collapse text-sm max-sm:block print:table"
    >
      <thead {...groupRole} className="max-sm:sr-only print:not-sr-only">
        <tr {...rowRole} className="text-ink-muted text-xs">
          {heads.map((head) => (
            <th key={head} {...headRole} className={clsx(cellClass, widths[head])}>
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...groupRole} className="divide-y max-sm:block print:table-row-group">
        {keys.map((key) => (
          <KeyRow key={key.id} of={key} readUntil={readUntil} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { of: ReceiptKey; readUntil: string | null };

function KeyRow({ of: key, readUntil }: RowProps) {
  const t = useTranslations("offboardings.receipt");
  return (
    <tr {...rowRole} className="max-sm:block max-sm:py-1.5 print:table-row">
      <th scope="row" {...rowHeadRole} className={`${cellClass} font-normal`}>
        <VendorText className="font-medium">{key.name.trim() || key.id}</VendorText>
        {key.workspaceName !== null && (
          <VendorText className="block text-ink-muted text-xs">{key.workspaceName}</VendorText>
        )}
      </th>
      <td {...cellRole} className={cellClass}>
        <Decision of={key} />
      </td>
      <td {...cellRole} className={cellClass}>
        {key.status === null ? t("notListed") : <KeyStatusBadge status={key.status} />}
      </td>
      <td {...cellRole} className={cellClass}>
        <Traffic of={key} readUntil={readUntil} />
      </td>
    </tr>
  );
}

function Decision({ of: { fate, ownerEmail, note } }: { of: ReceiptKey }) {
  const t = useTranslations("offboardings");
  return (
    <>
      {t(`fates.${fate}`)}
      {ownerEmail !== null && <VendorText className="block text-ink-muted text-xs">{ownerEmail}</VendorText>}
      {note && <VendorText className="block text-ink-muted text-xs">{note}</VendorText>}
    </>
  );
}

function Traffic({ of: key, readUntil }: RowProps) {
  const t = useTranslations("offboardings.traffic");
  const locale = useLocale();
  const { traffic, since, tokens, lastUsedOn, isAlarming } = key;
  const day = (text: string | null) => (text === null ? "–" : formatDay(text, locale));
  if (traffic === "used")
    return (
      <span className={isAlarming ? "text-danger" : undefined}>
        {isAlarming && <Badge tone="danger">{t("alarm")}</Badge>}{" "}
        {t.rich("used", {
          count: () => <NumberText value={tokens} />,
          since: day(since),
          last: day(lastUsedOn),
        })}
      </span>
    );
  if (isAlarming) return <span className="text-danger">{t("active")}</span>;
  if (traffic === "none") return <span className="text-ink-muted">–</span>;
  if (traffic === "waiting")
    return <span className="text-ink-muted">{t("waiting", { since: day(since) })}</span>;
  return <span className="text-good">{t("silent", { since: day(since), until: day(readUntil) })}</span>;
}
