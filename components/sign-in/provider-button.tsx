"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { startSession } from "@/components/shell/session";
import { Button } from "@/components/ui/controls/button";
import { Alert } from "@/components/ui/display/alert";

type Props = {
  provider: { id: string; name: string };
  target: string;
  /** In place of the account that the provider knows, which was refused. */
  another: string | undefined;
};

export function ProviderButton({ provider, target, another }: Props) {
  const t = useTranslations("signIn");
  const signIn = useMutation({
    mutationFn: () => startSession(`signin/${provider.id}${another ?? ""}`, { callbackUrl: target }),
  });
  return (
    <div className="grid gap-3">
      {signIn.isError && <Alert>{t("errors.failed")}</Alert>}
      <Button variant="primary" isPending={signIn.isPending} onClick={() => signIn.mutate()}>
        {t(another ? "withAnother" : "with", { provider: provider.name })}
      </Button>
    </div>
  );
}
