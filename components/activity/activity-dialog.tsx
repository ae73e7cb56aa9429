"use client";

import { useTranslations } from "next-intl";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { SignInMethod } from "@/components/shell/sign-in-method";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { named, VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { errorCodes } from "@/lib/core/errors/errors";
import type { ActivityRow, FieldChange } from "@/lib/governance/activity/schema";
import { ChangeLine } from "./change-line";
import { Entry } from "./entry";
import { OutcomeBadge } from "./outcome-badge";
import { OutsideAuthor } from "./outside-author";
import { ResolveUnknown } from "./resolve-unknown";
import { Sentence } from "./sentence";
import { ObjectLink, useTargetText } from "./use-sentence-details";

type Props = {
  row: ActivityRow;
  canResolve: boolean;
  isFeedOn: boolean | null;
  onClose: () => void;
};

export function ActivityDialog({ row, canResolve, isFeedOn, onClose }: Props) {
  const t = useTranslations("activity");
  const { toAction } = useActivityNames();
  const { targetId, requestId, outcome } = row;
  const target = useTargetText(row);
  return (
    <Dialog title={toAction(row.action)} onClose={onClose}>
      <p className="mb-4">
        <Sentence row={row} />
      </p>
      <dl className="grid gap-3 text-sm">
        <Entry term={t("time")}>
          <DateText at={row.at} show="minute" />
        </Entry>
        <Entry term={t("person")}>
          {row.source === "outside" ? (
            <OutsideAuthor author={row.author} isFeedOn={isFeedOn} />
          ) : (
            <Actor row={row} />
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
        {target !== "" && (
          <Entry term={t("target")}>
            {row.targetHref === null ? (
              <VendorText>{target}</VendorText>
            ) : (
              <ObjectLink href={row.targetHref}>{target}</ObjectLink>
            )}
          </Entry>
        )}
        {row.runId !== null && (
          <Entry term={t("run")}>
            <ObjectLink href={`/bulk/${row.runId}`}>{t("openRun")}</ObjectLink>
          </Entry>
        )}
        {outcome !== null && (
          <Entry term={t("outcome")}>
            <OutcomeBadge row={row} />
            {row.resolvedBy !== null && (
              <p className="mt-1 text-ink-muted">{t.rich("resolvedBy", named(row.resolvedBy ?? ""))}</p>
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
            {row.changes.length > 0 ? <Lines row={row} changes={row.changes} /> : t("nothingChanged")}
          </Entry>
        )}
        {outcome !== "succeeded" && row.request.length > 0 && (
          <Entry term={t("asked")}>
            <Lines row={row} changes={row.request} />
          </Entry>
        )}
      </dl>
      <div className="mt-4 grid gap-1 border-t pt-3 empty:hidden">
        <CopyableId value={`${window.location.origin}/activity?entry=${row.key}`} label={t("link")} />
        {targetId !== null && targetId !== target && <CopyableId value={targetId} label={t("targetId")} />}
        {requestId !== null && <CopyableId value={requestId} label={t("requestId")} />}
        {row.actorSession !== null && <CopyableId value={row.actorSession} label={t("session")} />}
      </div>
      {canResolve && outcome === "unknown" && row.entryId !== null && (
        <ResolveUnknown entryId={row.entryId} onDone={onClose} />
      )}
    </Dialog>
  );
}

/** By name, and with the address that they signed in with. */
function Actor({ row: { actorEmail, actorName } }: { row: ActivityRow }) {
  if (actorName === null || !actorEmail?.includes("@"))
    return <VendorText>{actorName ?? actorEmail ?? ""}</VendorText>;
  return (
    <>
      <VendorText className="font-medium">{actorName}</VendorText>
      {" · "}
      <VendorText>{actorEmail ?? ""}</VendorText>
    </>
  );
}

function Lines({ row, changes }: { row: ActivityRow; changes: FieldChange[] }) {
  return (
    <ul className="grid gap-1">
      {changes.map((change) => (
        <li key={change.field}>
          <ChangeLine row={row} change={change} />
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
