"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { endSession } from "@/components/shell/session";
import { Button } from "@/components/ui/controls/button";

export function SignOutButton() {
  const t = useTranslations("shell");
  const showFailure = useFailureToast();
  const signOut = useMutation({
    mutationFn: endSession,
    onError: (error) => showFailure(toFailure(error)),
  });
  return (
    <Button variant="ghost" isPending={signOut.isPending} onClick={() => signOut.mutate()}>
      {t("signOut")}
    </Button>
  );
}
