"use client";

import { useTranslations } from "next-intl";
import { useKeysImpact } from "@/components/directory/use-keys-impact";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { SecondAdminNote } from "@/components/shell/second-admin-note";
import { useStartRun } from "@/components/shell/use-start-run";
import { Skeleton } from "@/components/ui/display/skeleton";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { changeKeys } from "@/lib/keys/actions";
import type { KeyChoice } from "@/lib/keys/schema";
import { toKeyRefusal } from "@/lib/keys/vocabulary";
import { KeysImpact } from "./keys-impact";

export type BulkOperation = "activate" | "deactivate" | "archive";

const statusAfter: Record<BulkOperation, string> = {
  activate: "active",
  deactivate: "inactive",
  archive: "archived",
};

type Switchable = Pick<KeyChoice, "id" | "name" | "status">;

/** Leaves out keys that the change would not affect or that the API would refuse. */
function canChange({ status }: Switchable, operation: BulkOperation): boolean {
  return status !== statusAfter[operation] && toKeyRefusal(status, operation) === null;
}

type Props = {
  operation: BulkOperation;
  chosen: readonly Switchable[];
  onStarted: () => void;
  onClose: () => void;
};

/** Shows what stops before anything happens; archiving can't be undone, so it also asks for typed text. */
export function ChangeKeysDialog({ operation, chosen, onStarted, onClose }: Props) {
  const t = useTranslations("keys");
  const starting = useStarting(operation, onStarted);
  const keys = chosen.filter((key) => canChange(key, operation));
  const count = keys.length;
  const stops = operation !== "activate";
  const { impacts, error } = useKeysImpact(stops ? keys.map(({ id }) => id) : []);
  const inUse = impacts?.filter(({ use }) => use !== "none").map(({ id }) => id) ?? [];
  const phrase = t("many.phrase", { count });
  if (count === 0) return <Nothing operation={operation} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t(`many.${operation}Title`, { count })}
      confirm={{
        label: t(operation),
        isHarmless: operation === "activate",
        ...(operation === "archive" && { accepts: [phrase] }),
      }}
      isPending={starting.isPending || !impacts}
      onConfirm={() => starting.mutate({ keyIds: keys.map(({ id }) => id), confirmedKeyIds: inUse })}
      onClose={onClose}
    >
      <p>{t(`many.${operation}Text`, { count })}</p>
      {stops && impacts && <KeysImpact impacts={impacts} />}
      {!impacts && !error && <Skeleton className="h-28 w-full" />}
      {error && <FailureNote failure={toFailure(error)} />}
      {chosen.length > count && (
        <p className="text-sm">{t("many.leftOut", { operation, count: chosen.length - count })}</p>
      )}
      <p className="text-sm">{t("many.run")}</p>
      {stops && <SecondAdminNote />}
      {starting.error && <FailureNote failure={toFailure(starting.error)} />}
    </ConfirmDialog>
  );
}

function Nothing({ operation, onClose }: Pick<Props, "operation" | "onClose">) {
  const t = useTranslations();
  return (
    <ConfirmDialog
      title={t(`keys.many.${operation}Title`, { count: 0 })}
      confirm={{ label: t("ui.close"), isHarmless: true }}
      onConfirm={onClose}
      onClose={onClose}
    >
      <p>{t("keys.many.none", { operation })}</p>
    </ConfirmDialog>
  );
}

function useStarting(operation: BulkOperation, onStarted: () => void) {
  return useStartRun<{ keyIds: string[]; confirmedKeyIds: string[] }>({
    write: (send, given) => send(changeKeys, { operation, ...given }),
    onStarted,
    // A key may have come into use after the dialog loaded.
    touched: [["keys", "impact"]],
  });
}
