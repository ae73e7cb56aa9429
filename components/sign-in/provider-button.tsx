"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { startSession } from "@/components/shell/session";
import { Button } from "@/components/ui/controls/button";
import { Alert } from "@/components/ui/display/alert";

type Props = {
  provider: { id: string; name: string };
  target: string;
};

export function ProviderButton({ provider, target }: Props) {
  const t = useTranslations("signIn");
  const signIn = useMutation({
    mutationFn: () => startSession(`signin/${provider.id}`, { callbackUrl: target }),
  });
  return (
    <div className="grid gap-3">
      {signIn.isError && <Alert>{t("errors.failed")}</Alert>}
      <Button variant="primary" isPending={signIn.isPending} onClick={() => signIn.mutate()}>
        {t("with", { provider: provider.name })}
      </Button>
    </div>
  );
}
