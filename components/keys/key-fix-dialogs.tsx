"use client";

import { useTranslations } from "next-intl";
import type { FixProps } from "@/components/directory/fix-props";
import { LoadedRows } from "@/components/shell/loaded-rows";
import { onDemand } from "@/components/ui/on-demand";
import { keyImpactsQuery } from "@/lib/directory/keys/queries";
import { useKeyOperations } from "./use-key-operations";
import type { KeyTarget } from "./use-key-status-mutation";

const ChangeKeysDialog = onDemand(() => import("./change-keys-dialog").then((file) => file.ChangeKeysDialog));
const PickReplacementDialog = onDemand(() =>
  import("./pick-replacement-dialog").then((file) => file.PickReplacementDialog),
);
const AssignKeysDialog = onDemand(() => import("./assign-keys-dialog").then((file) => file.AssignKeysDialog));
const RenameKeyDialog = onDemand(() => import("./rename-key-dialog").then((file) => file.RenameKeyDialog));
const RenameKeysDialog = onDemand(() => import("./rename-keys-dialog").then((file) => file.RenameKeysDialog));

/** Several keys are stopped by one run. */
export function Deactivate({ targets, onStarted, onClose }: FixProps) {
  const keys = targets.map(({ id, name }) => ({ id, name, status: "active" as const }));
  const [only, ...others] = keys;
  if (only && others.length === 0) return <DeactivateOne target={only} />;
  return <ChangeKeysDialog operation="deactivate" chosen={keys} onStarted={onStarted} onClose={onClose} />;
}

function DeactivateOne({ target }: { target: KeyTarget }) {
  return useKeyOperations({ operation: "deactivate", target }).dialogs;
}

export function Replace({ targets, onStarted, onClose }: FixProps) {
  const title = useTranslations("keys.rotation")("pickTitle", { position: 1, count: targets.length });
  return (
    <LoadedRows title={title} query={keyImpactsQuery(targets.map(({ id }) => id))} onClose={onClose}>
      {(rows) => <PickReplacementDialog rows={rows} onDone={onStarted} onClose={onClose} />}
    </LoadedRows>
  );
}

export function Rename({ targets, onStarted, onClose }: FixProps) {
  const title = useTranslations("keys")("renameTitle");
  return (
    <LoadedRows title={title} query={keyImpactsQuery(targets.map(({ id }) => id))} onClose={onClose}>
      {(rows) => {
        const [only, ...others] = rows;
        if (only && others.length === 0) return <RenameKeyDialog row={only} onClose={onClose} />;
        return <RenameKeysDialog chosen={rows} onStarted={onStarted} onClose={onClose} />;
      }}
    </LoadedRows>
  );
}

export function Assign({ targets, onStarted, onClose }: FixProps) {
  return <AssignKeysDialog keys={targets} onDone={onStarted} onClose={onClose} />;
}
