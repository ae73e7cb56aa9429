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
import { ownTokensQuery } from "@/lib/account/access-tokens/queries";
import type { Persona } from "@/lib/core/auth/vocabulary";
import { TokenList } from "./token-list";

const NewOwnTokenDialog = onDemand(() =>
  import("./new-own-token-dialog").then((file) => file.NewOwnTokenDialog),
);

/** `canAdd`: this installation accepts new tokens. */
export function OwnTokensSection({ canAdd, persona }: { canAdd: boolean; persona: Persona }) {
  const t = useTranslations("accessTokens");
  const { data, error, refetch } = useQuery(ownTokensQuery());
  const [isAdding, setAdding] = useState(false);
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section
      title={t("title")}
      text={t("text")}
      actions={canAdd && <Button onClick={() => setAdding(true)}>{t("add")}</Button>}
    >
      <TokenList tokens={data} isOwn canRevoke />
      {isAdding && <NewOwnTokenDialog persona={persona} onClose={() => setAdding(false)} />}
    </Section>
  );
}
