"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { startSession } from "@/components/shell/session";
import { Button } from "@/components/ui/controls/button";
import { Alert } from "@/components/ui/display/alert";

const personas = ["admin", "finance", "lead", "member", "auditor"] as const;
type SandboxPersona = (typeof personas)[number];

type Props = {
  target: string;
};

export function PersonaButtons({ target }: Props) {
  const t = useTranslations();
  const id = useId();
  const signIn = useMutation({
    mutationFn: (persona: SandboxPersona) =>
      startSession("callback/sandbox", { persona, callbackUrl: target }),
  });
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <div>
        <h2 id={id}>{t("signIn.sandboxTitle")}</h2>
        <p className="text-ink-muted text-sm">{t("signIn.sandboxText")}</p>
      </div>
      {signIn.isError && <Alert>{t("signIn.errors.failed")}</Alert>}
      <ul className="grid gap-2">
        {personas.map((persona) => (
          <li key={persona} className="grid grid-cols-[7rem_1fr] items-center gap-3">
            <Button
              aria-describedby={`${id}-${persona}`}
              isPending={signIn.isPending && signIn.variables === persona}
              onClick={() => signIn.mutate(persona)}
            >
              {t(`shell.persona.${persona}`)}
            </Button>
            <p id={`${id}-${persona}`} className="text-ink-muted text-sm">
              {t(`signIn.persona.${persona}`)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
