"use client";

import { useTranslations } from "next-intl";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { ComplianceRow } from "@/lib/governance/compliance/schema";
import { Entry } from "./entry";
import { toTypeName } from "./to-type-name";

export function ComplianceDialog({ row, onClose }: { row: ComplianceRow; onClose: () => void }) {
  const t = useTranslations("activity");
  const { toActor } = useActivityNames();
  const { id, at, type, actorType, actorId, actorEmail, address, userAgent, details } = row;
  return (
    <Dialog title={toTypeName(type)} onClose={onClose}>
      <dl className="grid gap-3 text-sm">
        <Entry term={t("time")}>
          <DateText at={at} show="minute" />
        </Entry>
        <Entry term={t("feed.type")}>
          <VendorText className="break-all">{type}</VendorText>
        </Entry>
        <Entry term={t("feed.actor")}>
          {actorEmail !== null && (
            <>
              <VendorText className="break-all">{actorEmail}</VendorText>
              {" · "}
            </>
          )}
          {actorType === null ? "–" : <VendorText>{toActor(actorType)}</VendorText>}
        </Entry>
        {address !== null && (
          <Entry term={t("feed.address")}>
            <VendorText>{address}</VendorText>
          </Entry>
        )}
        {userAgent !== null && (
          <Entry term={t("feed.userAgent")}>
            <VendorText className="break-words">{userAgent}</VendorText>
          </Entry>
        )}
        {details.map(({ field, value, name }) => (
          <Entry key={field} term={<VendorText>{field}</VendorText>}>
            <VendorText className="break-all">{value}</VendorText>
            {name !== null && (
              <p className="text-ink-muted">
                <VendorText>{name}</VendorText>
              </p>
            )}
          </Entry>
        ))}
      </dl>
      <div className="mt-4 grid gap-1 border-t pt-3">
        {actorId !== null && <CopyableId value={actorId} label={t("feed.actorId")} />}
        <CopyableId value={id} label={t("feed.activityId")} />
      </div>
    </Dialog>
  );
}
