"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useChangeAccess } from "@/components/directory/use-change-access";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Dialog } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast-store";
import type { CheckedChange } from "@/lib/directory/access/change-schema";
import { basketCheckQuery } from "@/lib/directory/access/queries";
import { calls } from "@/lib/directory/access/vocabulary";
import type { Basket, StagedChange } from "./basket";
import { BasketList, type Grouping, groupings } from "./basket-list";

const requests = {
  add: "POST /v1/organizations/workspaces/{workspace_id}/members",
  change: "POST /v1/organizations/workspaces/{workspace_id}/members/{user_id}",
  remove: "DELETE /v1/organizations/workspaces/{workspace_id}/members/{user_id}",
  plan: null,
};

type Props = { basket: Basket; onClose: () => void };

/** The difference, what it asks of the Admin API, and what no longer fits the mirror. */
export function BasketDialog({ basket, onClose }: Props) {
  const t = useTranslations("access");
  const ui = useTranslations("ui");
  const [grouping, setGrouping] = useState<Grouping>("person");
  const { changes } = basket;
  const check = useQuery({ ...basketCheckQuery(changes), enabled: changes.length > 0 });
  const checked = check.isPlaceholderData ? undefined : check.data;
  const ready = changes.filter((change) => findState(checked, change)?.state === "ready");
  // Only what fits is sent; the rest stays in the basket.
  const applying = useChangeAccess(({ changes: sent }) => {
    basket.drop(sent);
    onClose();
  });
  const others = changes.length - ready.length;
  return (
    <Dialog
      title={t("basket")}
      onClose={onClose}
      footer={
        <>
          <Button
            onClick={() => {
              basket.clear();
              toast(t("discarded", { count: changes.length }), {
                isLasting: true,
                action: { label: ui("undo"), onAction: () => basket.restore(changes) },
              });
              onClose();
            }}
          >
            {t("discardAll")}
          </Button>
          <Button
            variant="primary"
            disabled={ready.length === 0}
            isPending={applying.isPending}
            onClick={() => applying.mutate({ changes: ready })}
          >
            {t("apply", { count: ready.length })}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p className="text-ink-muted text-sm">{t("basketText")}</p>
        <SegmentedControl
          label={t("groupBy")}
          options={groupings.map((value) => ({ value, label: t(`grouping.${value}`) }))}
          value={grouping}
          onChange={setGrouping}
        />
        {check.error && <FailureNote failure={toFailure(check.error)} />}
        {checked && others > 0 && (
          <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
            {t("conflicts", { count: others })}
          </p>
        )}
        <BasketList basket={basket} checked={checked} grouping={grouping} />
        <BasketCalls ready={checked?.filter(({ state }) => state === "ready") ?? []} />
        {applying.error && <FailureNote failure={toFailure(applying.error)} />}
      </div>
    </Dialog>
  );
}

function findState(
  checked: readonly CheckedChange[] | undefined,
  { workspaceId, userId }: StagedChange,
): CheckedChange | undefined {
  return checked?.find((one) => one.workspaceId === workspaceId && one.userId === userId);
}

/** What is about to be asked of the Admin API. */
function BasketCalls({ ready }: { ready: readonly Pick<CheckedChange, "call">[] }) {
  const t = useTranslations("access");
  const made = calls
    .map((call) => ({ call, count: ready.filter((change) => change.call === call).length }))
    .filter(({ count }) => count > 0);
  return (
    <div className="grid gap-2 rounded-md border p-3 text-sm empty:hidden">
      {made.map(({ call, count }) => (
        <p key={call} className="grid">
          {t(`call.${call}`, { count })}
          {requests[call] === null && <span className="text-ink-muted text-xs">{t("planned")}</span>}
        </p>
      ))}
      {made.some(({ call }) => requests[call] !== null) && (
        <details>
          <summary className="w-fit cursor-pointer text-ink-muted">{t("calls")}</summary>
          <ul aria-label={t("calls")} className="mt-1 grid gap-1 text-ink-muted text-xs">
            {made.map(
              ({ call }) =>
                requests[call] && (
                  <li key={call}>
                    <code className="[overflow-wrap:anywhere]">{requests[call]}</code>
                  </li>
                ),
            )}
          </ul>
        </details>
      )}
    </div>
  );
}
