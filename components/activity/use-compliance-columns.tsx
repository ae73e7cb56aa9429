"use client";

import { PanelRightOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PersonLink } from "@/components/directory/person-link";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { IconButton } from "@/components/ui/controls/icon-button";
import { DateText } from "@/components/ui/display/date-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ComplianceRow } from "@/lib/governance/compliance/schema";
import { toTypeName } from "./to-type-name";

export function useComplianceColumns(onShow: (row: ComplianceRow) => void): Column<ComplianceRow>[] {
  const t = useTranslations("activity");
  return useMemo(
    () => [
      {
        id: "type",
        header: t("feed.type"),
        width: 240,
        cell: (row) => {
          const about = toAbout(row);
          return (
            <CardLines detail={about && <VendorText>{about}</VendorText>}>
              <span title={row.type} className="truncate font-medium">
                <VendorText>{toTypeName(row.type)}</VendorText>
              </span>
            </CardLines>
          );
        },
      },
      { id: "about", header: t("noun"), cell: (row) => <About row={row} /> },
      { id: "actor", header: t("feed.actor"), width: 250, cell: (row) => <Actor row={row} /> },
      {
        id: "address",
        header: t("feed.address"),
        width: 130,
        cell: ({ address }) =>
          address ? <VendorText>{address}</VendorText> : <span className="text-ink-faint">–</span>,
      },
      { id: "time", header: t("time"), width: 130, card: "value", cell: ({ at }) => <DateText at={at} /> },
      {
        id: "actions",
        header: t("actions"),
        isHeaderHidden: true,
        width: 50,
        cell: (row) => (
          <span className="flex justify-end">
            <IconButton label={t("details")} icon={<PanelRightOpen />} onClick={() => onShow(row)} />
          </span>
        ),
      },
    ],
    [t, onShow],
  );
}

function Actor({ row: { actorType, actorId, actorEmail, actorMemberId } }: { row: ComplianceRow }) {
  const { toActor } = useActivityNames();
  if (actorEmail && actorMemberId) return <PersonLink id={actorMemberId}>{actorEmail}</PersonLink>;
  const name = actorEmail?.includes("@") ? actorEmail : actorType ? toActor(actorType) : "–";
  return (
    <span title={actorEmail ?? actorId ?? undefined} className="text-ink-muted">
      <VendorText>{name}</VendorText>
    </span>
  );
}

function About({ row }: { row: ComplianceRow }) {
  const text = toAbout(row);
  return text ? <VendorText>{text}</VendorText> : <span className="text-ink-faint">–</span>;
}

/** Prefers a name, then an address; the dialog shows everything. */
function toAbout({ details }: ComplianceRow): string | undefined {
  const names = [...new Set(details.flatMap(({ name }) => name ?? []))];
  const address = details.find(({ field }) => field.endsWith("email"))?.value;
  return names.length > 0 ? names.join(" · ") : (address ?? details[0]?.value);
}
