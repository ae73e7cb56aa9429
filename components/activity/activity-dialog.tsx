"use client";

import { useTranslations } from "next-intl";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { SignInMethod } from "@/components/shell/sign-in-method";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { ActivityRow, FieldChange } from "@/lib/activity/schema";
import { errorCodes } from "@/lib/errors";
import { ChangeLine } from "./change-line";
import { Entry } from "./entry";
import { OutcomeBadge } from "./outcome-badge";
import { OutsideAuthor } from "./outside-author";
import { ResolveUnknown } from "./resolve-unknown";

type Props = {
  row: ActivityRow;
  canResolve: boolean;
  isFeedOn: boolean | null;
  onClose: () => void;
};

export function ActivityDialog({ row, canResolve, isFeedOn, onClose }: Props) {
  const t = useTranslations("activity");
  const { toAction } = useActivityNames();
  const { actorEmail, targetLabel, targetId, requestId, outcome } = row;
  return (
    <Dialog title={toAction(row.action)} onClose={onClose}>
      <dl className="grid gap-3 text-sm">
        <Entry term={t("time")}>
          <DateText at={row.at} show="minute" />
        </Entry>
        <Entry term={t("person")}>
          {row.source === "outside" ? (
            <OutsideAuthor author={row.author} isFeedOn={isFeedOn} />
          ) : (
            <VendorText>{actorEmail ?? ""}</VendorText>
          )}
        </Entry>
        {row.actorMethod !== null && (
          <Entry term={t("signedIn")}>
            <SignInMethod method={row.actorMethod} />
            {row.actorAddress !== null && (
              <>
                {" · "}
                <VendorText>{row.actorAddress}</VendorText>
              </>
            )}
          </Entry>
        )}
        {targetLabel !== null && (
          <Entry term={t("target")}>
            <VendorText>{targetLabel}</VendorText>
          </Entry>
        )}
        {outcome !== null && (
          <Entry term={t("outcome")}>
            <OutcomeBadge row={row} />
            {row.resolvedBy !== null && (
              <p className="mt-1 text-ink-muted">
                {t.rich("resolvedBy", { name: () => <VendorText>{row.resolvedBy ?? ""}</VendorText> })}
              </p>
            )}
          </Entry>
        )}
        {row.errorCode !== null && (
          <Entry term={t("error")}>
            <ErrorText code={row.errorCode} />
          </Entry>
        )}
        {outcome !== "unknown" && (
          <Entry term={t("changed")}>
            {row.changes.length > 0 ? <Lines changes={row.changes} /> : t("nothingChanged")}
          </Entry>
        )}
        {outcome !== "succeeded" && row.request.length > 0 && (
          <Entry term={t("asked")}>
            <Lines changes={row.request} />
          </Entry>
        )}
      </dl>
      <div className="mt-4 grid gap-1 border-t pt-3 empty:hidden">
        {targetId !== null && targetId !== targetLabel && (
          <CopyableId value={targetId} label={t("targetId")} />
        )}
        {requestId !== null && <CopyableId value={requestId} label={t("requestId")} />}
        {row.actorSession !== null && <CopyableId value={row.actorSession} label={t("session")} />}
      </div>
      {canResolve && outcome === "unknown" && row.entryId !== null && (
        <ResolveUnknown entryId={row.entryId} onDone={onClose} />
      )}
    </Dialog>
  );
}

function Lines({ changes }: { changes: FieldChange[] }) {
  return (
    <ul className="grid gap-1">
      {changes.map((change) => (
        <li key={change.field}>
          <ChangeLine change={change} />
        </li>
      ))}
    </ul>
  );
}

function ErrorText({ code }: { code: string }) {
  const t = useTranslations("errors");
  const known = errorCodes.find((one) => one === code);
  return known ? t(known) : code;
}
