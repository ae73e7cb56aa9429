"use client";

import { useTranslations } from "next-intl";
import type { FixProps } from "@/components/directory/fix-dialogs";
import { LoadedRows } from "@/components/shell/loaded-rows";
import { onDemand } from "@/components/ui/on-demand";
import { keyImpactsQuery } from "@/lib/directory/keys/queries";

const PickReplacementDialog = onDemand(() =>
  import("./pick-replacement-dialog").then((file) => file.PickReplacementDialog),
);
const AssignKeysDialog = onDemand(() => import("./assign-keys-dialog").then((file) => file.AssignKeysDialog));
const RenameKeyDialog = onDemand(() => import("./rename-key-dialog").then((file) => file.RenameKeyDialog));
const RenameKeysDialog = onDemand(() => import("./rename-keys-dialog").then((file) => file.RenameKeysDialog));

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
