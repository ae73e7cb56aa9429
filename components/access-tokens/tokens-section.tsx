"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { tokensQuery } from "@/lib/account/access-tokens/queries";
import { TokenList } from "./token-list";

const NewServiceTokenDialog = onDemand(() =>
  import("./new-service-token-dialog").then((file) => file.NewServiceTokenDialog),
);

/** Everybody's. */
export function TokensSection({ canAdd, canRevoke }: { canAdd: boolean; canRevoke: boolean }) {
  const t = useTranslations("accessTokens");
  const { data, error, refetch } = useQuery(tokensQuery());
  const [isAdding, setAdding] = useState(false);
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section
      title={t("title")}
      text={t("everyoneText")}
      actions={canAdd && <Button onClick={() => setAdding(true)}>{t("addService")}</Button>}
    >
      <TokenList tokens={data} isOwn={false} canRevoke={canRevoke} />
      {isAdding && <NewServiceTokenDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}
