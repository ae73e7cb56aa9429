"use client";

import { useQuery } from "@tanstack/react-query";
import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { useObstacle } from "@/components/directory/passkey-obstacle";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { Button } from "@/components/ui/controls/button";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { onDemand } from "@/components/ui/on-demand";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import { Table, toRows } from "@/components/ui/table/table";
import { ownPasskeysQuery } from "@/lib/account/passkeys/queries";
import type { PasskeyRow } from "@/lib/account/passkeys/schema";
import { usePasskeyColumns } from "./use-passkey-columns";

const AddPasskeyDialog = onDemand(() => import("./passkey-dialogs").then((file) => file.AddPasskeyDialog));
const RemovePasskeyDialog = onDemand(() =>
  import("./passkey-dialogs").then((file) => file.RemovePasskeyDialog),
);
const RenamePasskeyDialog = onDemand(() =>
  import("./passkey-dialogs").then((file) => file.RenamePasskeyDialog),
);

type Open = { dialog: "add" } | { dialog: "rename" | "remove"; passkey: PasskeyRow } | null;

/** `canAdd`: this installation accepts new passkeys and names. */
export function OwnPasskeysSection({ canAdd }: { canAdd: boolean }) {
  const t = useTranslations("passkeys");
  const { data, error, refetch } = useQuery(ownPasskeysQuery());
  const [open, setOpen] = useState<Open>(null);
  const toActions = useCallback(
    (passkey: PasskeyRow) => <Actions passkey={passkey} canRename={canAdd} onOpen={setOpen} />,
    [canAdd],
  );
  const columns = usePasskeyColumns({ hasPeople: false, toActions });
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const close = () => setOpen(null);
  return (
    <Section
      title={t("title")}
      text={t("text")}
      actions={canAdd && <AddButton onClick={() => setOpen({ dialog: "add" })} />}
    >
      <Table
        label={t("title")}
        columns={columns}
        rows={toRows(data, ({ id }) => id)}
        empty={<EmptyState icon={<Fingerprint />} title={t("emptyTitle")} text={t("emptyText")} />}
      />
      {open?.dialog === "add" && <AddPasskeyDialog onClose={close} />}
      {open?.dialog === "rename" && <RenamePasskeyDialog passkey={open.passkey} onClose={close} />}
      {open?.dialog === "remove" && <RemovePasskeyDialog passkey={open.passkey} isOwn onClose={close} />}
    </Section>
  );
}

function AddButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations("passkeys");
  const obstacle = useObstacle();
  if (obstacle) return <DisabledControl as="button" label={t("add")} value={t("add")} reason={t(obstacle)} />;
  return <Button onClick={onClick}>{t("add")}</Button>;
}

type ActionsProps = { passkey: PasskeyRow; canRename: boolean; onOpen: (open: Open) => void };

function Actions({ passkey, canRename, onOpen }: ActionsProps) {
  const t = useTranslations("passkeys");
  const rename = {
    id: "rename",
    hasDialog: true,
    label: t("rename"),
    onSelect: () => onOpen({ dialog: "rename", passkey }),
  };
  const remove = {
    id: "remove",
    hasDialog: true,
    label: t("remove"),
    isDanger: true,
    onSelect: () => onOpen({ dialog: "remove", passkey }),
  };
  return (
    <RowMenu label={t("menu", { name: passkey.name })} items={canRename ? [rename, remove] : [remove]} />
  );
}
