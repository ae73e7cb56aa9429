"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { FixProps } from "@/components/directory/fix-dialogs";
import { LoadedRows } from "@/components/shell/loaded-rows";
import { keyImpactsQuery } from "@/lib/keys/queries";

const PickReplacementDialog = dynamic(
  () => import("./pick-replacement-dialog").then((file) => file.PickReplacementDialog),
  { ssr: false },
);
const RenameKeyDialog = dynamic(() => import("./rename-key-dialog").then((file) => file.RenameKeyDialog), {
  ssr: false,
});
const RenameKeysDialog = dynamic(() => import("./rename-keys-dialog").then((file) => file.RenameKeysDialog), {
  ssr: false,
});

export function Replace({ targets, onClose }: FixProps) {
  const title = useTranslations("keys.rotation")("pickTitle");
  return (
    <LoadedRows title={title} query={keyImpactsQuery(targets.map(({ id }) => id))} onClose={onClose}>
      {([row]) => row && <PickReplacementDialog row={row} onClose={onClose} />}
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
