"use client";

import { KeySquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import type { AccessTokenRow } from "@/lib/account/access-tokens/schema";
import { isOver } from "@/lib/account/access-tokens/vocabulary";
import { sortTokens } from "./sort-tokens";
import { useTokenColumns } from "./use-token-columns";

const RevokeTokenDialog = onDemand(() =>
  import("./revoke-token-dialog").then((file) => file.RevokeTokenDialog),
);

type Props = { tokens: readonly AccessTokenRow[]; isOwn: boolean; canRevoke: boolean };

export function TokenList({ tokens, isOwn, canRevoke }: Props) {
  const t = useTranslations("accessTokens");
  const [revoked, setRevoking] = useState<AccessTokenRow>();
  const toActions = useCallback(
    (token: AccessTokenRow) => <RevokeButton token={token} onClick={() => setRevoking(token)} />,
    [],
  );
  const columns = useTokenColumns({ hasPeople: !isOwn, toActions: canRevoke ? toActions : undefined });
  return (
    <>
      <Table
        label={t("title")}
        columns={columns}
        lines={2}
        rows={toRows(sortTokens(tokens), ({ id }) => id)}
        empty={
          <EmptyState
            icon={<KeySquare />}
            title={t("emptyTitle")}
            text={t(isOwn ? "emptyText" : "emptyEveryoneText")}
          />
        }
      />
      {revoked && <RevokeTokenDialog token={revoked} isOwn={isOwn} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function RevokeButton({ token, onClick }: { token: AccessTokenRow; onClick: () => void }) {
  const t = useTranslations("accessTokens");
  if (isOver(token.state)) return null;
  return (
    <Button
      size="sm"
      aria-haspopup="dialog"
      aria-label={t("revokeOne", { name: token.name })}
      onClick={onClick}
    >
      {t("revoke")}
    </Button>
  );
}
