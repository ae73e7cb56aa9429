"use client";

import { useQuery } from "@tanstack/react-query";
import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { onDemand } from "@/components/ui/on-demand";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import { Table, toRows } from "@/components/ui/table/table";
import { passkeysQuery } from "@/lib/account/passkeys/queries";
import type { PasskeyRow } from "@/lib/account/passkeys/schema";
import { usePasskeyColumns } from "./use-passkey-columns";

const RemovePasskeyDialog = onDemand(() =>
  import("./passkey-dialogs").then((file) => file.RemovePasskeyDialog),
);

export function PasskeysSection({ canRemove }: { canRemove: boolean }) {
  const t = useTranslations("passkeys");
  const { data, error, refetch } = useQuery(passkeysQuery());
  const [removed, setRemoving] = useState<PasskeyRow>();
  const toActions = useCallback(
    (passkey: PasskeyRow) => (
      <RowMenu
        label={t("menu", { name: passkey.name })}
        items={[
          {
            id: "remove",
            hasDialog: true,
            label: t("remove"),
            isDanger: true,
            onSelect: () => setRemoving(passkey),
          },
        ]}
      />
    ),
    [t],
  );
  const columns = usePasskeyColumns({ hasPeople: true, toActions: canRemove ? toActions : undefined });
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section title={t("title")} text={t("everyoneText")}>
      <Table
        label={t("title")}
        columns={columns}
        rows={toRows(data, ({ id }) => id)}
        empty={<EmptyState icon={<Fingerprint />} title={t("emptyTitle")} text={t("emptyEveryoneText")} />}
      />
      {removed && (
        <RemovePasskeyDialog passkey={removed} isOwn={false} onClose={() => setRemoving(undefined)} />
      )}
    </Section>
  );
}
