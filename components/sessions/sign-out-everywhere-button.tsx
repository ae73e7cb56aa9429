"use client";

import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { signOutEverywhere } from "@/lib/account/sessions/actions";

export function SignOutEverywhereButton({ variant = "ghost" }: { variant?: "ghost" | "secondary" }) {
  const t = useTranslations("sessions");
  const showFailure = useFailureToast();
  const ending = useWrite({
    write: (send) => send(signOutEverywhere, {}),
    onSuccess: () => window.location.assign("/sign-in"),
    onError: (error) => showFailure(toFailure(error)),
  });
  return (
    <Button variant={variant} isPending={ending.isPending} onClick={() => ending.mutate()}>
      {t("endOwn")}
    </Button>
  );
}
