"use client";

import { useTranslations } from "next-intl";
import { KeysInUse } from "@/components/directory/keys-in-use";
import { useKeysImpact } from "@/components/directory/use-keys-impact";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { SecondAdminNote } from "@/components/shell/second-admin-note";
import { useStartRun } from "@/components/shell/use-start-run";
import { useMoney } from "@/components/ui/display/money";
import { NumberText } from "@/components/ui/display/number-text";
import { Skeleton } from "@/components/ui/display/skeleton";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { sumDecimals } from "@/lib/core/money/money-math";
import { changeKeys } from "@/lib/directory/keys/actions";
import type { KeyChoice, KeyImpact } from "@/lib/directory/keys/schema";
import { type BulkOperation, canChange } from "./can-change";
import { KeyUse, UseFacts } from "./key-use-facts";

type Switchable = Pick<KeyChoice, "id" | "name" | "status">;

type Props = {
  operation: BulkOperation;
  chosen: readonly Switchable[];
  onStarted: () => void;
  onClose: () => void;
};

/** Leaves out keys that the change would not affect. Shows what stops before anything happens; archiving can't be undone, so it also asks for typed text. */
export function ChangeKeysDialog({ operation, chosen, onStarted, onClose }: Props) {
  const t = useTranslations("keys");
  const starting = useStarting(operation, onStarted);
  const keys = chosen.filter((key) => canChange(key, operation));
  const count = keys.length;
  const stops = operation !== "activate";
  const { impacts, error } = useKeysImpact(stops ? keys.map(({ id }) => id) : []);
  const inUse = impacts?.filter(({ use }) => use !== "none").map(({ id }) => id) ?? [];
  const phrase = t("many.phrase", { count });
  const [only, ...others] = keys;
  const one = others.length === 0 ? only : undefined;
  return (
    <ConfirmDialog
      title={
        one
          ? t.rich(`stop.${operation}Title`, named(one.name.trim() || one.id))
          : t(`many.${operation}Title`, { count: count || chosen.length })
      }
      confirm={{
        label: t(operation),
        isHarmless: operation === "activate",
        // The keys may have changed since the person chose them.
        disabledReason: count === 0 ? t("many.none", { operation }) : undefined,
        ...(operation === "archive" && { accepts: [phrase] }),
      }}
      isPending={starting.isPending || !impacts}
      onConfirm={() => starting.mutate({ keyIds: keys.map(({ id }) => id), confirmedKeyIds: inUse })}
      onClose={onClose}
    >
      {count > 0 && <p>{t(`many.${operation}Text`, { count })}</p>}
      {stops && count > 0 && impacts && <Impact impacts={impacts} />}
      {!impacts && !error && <Skeleton className="h-28 w-full" />}
      {error && <FailureNote failure={toFailure(error)} />}
      {count > 0 && chosen.length > count && (
        <p className="text-sm">{t("many.leftOut", { operation, count: chosen.length - count })}</p>
      )}
      {count > 1 && <p className="text-sm">{t("many.run")}</p>}
      {stops && <SecondAdminNote />}
      {starting.error && <FailureNote failure={toFailure(starting.error)} />}
    </ConfirmDialog>
  );
}

/** A table of one key would be a table of its name. */
function Impact({ impacts }: { impacts: readonly KeyImpact[] }) {
  const [first, ...others] = impacts;
  return first && others.length === 0 ? <KeyUse impact={first} /> : <KeysImpact impacts={impacts} />;
}

function useStarting(operation: BulkOperation, onStarted: () => void) {
  return useStartRun<{ keyIds: string[]; confirmedKeyIds: string[] }>({
    write: (send, given) => send(changeKeys, { operation, ...given }),
    onStarted,
    // A key may have come into use after the dialog loaded.
    touched: [["keys", "impact"]],
  });
}

/** Sums cover every key exactly; only keys that are or may be in use are listed. */
function KeysImpact({ impacts }: { impacts: readonly KeyImpact[] }) {
  const t = useTranslations("keys.many");
  const money = useMoney();
  const inUse = impacts.filter(({ use }) => use !== "none");
  const unknown = impacts.filter(({ use }) => use === "unknown").length;
  const costs = impacts.flatMap(({ cents30d }) => (cents30d === null ? [] : [cents30d]));
  const isEstimate = impacts.some(({ cents30d, isEstimate }) => cents30d !== null && isEstimate);
  const count = (value: number) => <NumberText value={value} />;
  return (
    <>
      <UseFacts
        facts={{
          [t("keys")]: count(impacts.length),
          [t("recent")]: count(inUse.length - unknown),
          ...(unknown > 0 && { [t("unknown")]: count(unknown) }),
          [t("tokens")]: count(impacts.reduce((sum, { tokens7d }) => sum + tokens7d, 0)),
          ...(costs.length > 0 && {
            [t("cost")]:
              `${isEstimate ? "≈ " : ""}${money.formatAll(sumDecimals(costs), sumOthers(impacts))}`,
          }),
        }}
      />
      {inUse.length > 0 && <KeysInUse impacts={inUse} />}
    </>
  );
}

function sumOthers(impacts: readonly KeyImpact[]): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const { otherCents30d } of impacts)
    for (const [currency, cents] of Object.entries(otherCents30d ?? {}))
      sums[currency] = sumDecimals([sums[currency] ?? "0", cents]);
  return sums;
}
