"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { CeremonyError, signWithPasskey } from "@/components/directory/passkey-ceremony";
import { type Obstacle, useObstacle } from "@/components/directory/passkey-obstacle";
import { onNews } from "@/components/shell/channel";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { LoadingState } from "@/components/shell/loading-state";
import { endConfirming } from "@/components/shell/step-up-store";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import { beginConfirmation, confirmWithPasskey } from "@/lib/account/step-up/actions";
import { stepUpQuery } from "@/lib/account/step-up/queries";
import type { StepUp } from "@/lib/account/step-up/schema";
import { useReauthentication } from "./use-reauthentication";

export function ConfirmingDialog() {
  const t = useTranslations("stepUp");
  const { data, error, refetch } = useQuery(stepUpQuery());
  useEffect(() => onNews("confirmed", () => endIfFresh(refetch)), [refetch]);
  return (
    <Dialog title={t("title")} onClose={() => endConfirming(false)}>
      {error && <FailureNote failure={toFailure(error)} />}
      {!(data || error) && <LoadingState />}
      {data && <Ways state={data} onDone={() => endIfFresh(refetch)} />}
    </Dialog>
  );
}

/** Not as soon as the dialog opens: what is saved may need a stronger confirmation than the rules do so far. */
async function endIfFresh(refetch: () => Promise<{ data: StepUp | undefined }>): Promise<void> {
  if ((await refetch()).data?.isFresh) endConfirming(true);
}

function Ways({ state, onDone }: { state: StepUp; onDone: () => void }) {
  const t = useTranslations("stepUp");
  const obstacle = useObstacle();
  const byProvider = useReauthentication(onDone);
  const byPasskey = usePasskeyConfirmation(onDone);
  const { provider, persona, minutes } = state;
  const hasPasskey = state.hasPasskey && obstacle === null;
  const isElsewhere = provider !== null || persona !== null;
  const hasBoth = hasPasskey && isElsewhere;
  const cancel = <Button onClick={() => endConfirming(false)}>{t("cancel")}</Button>;
  return (
    <div className="grid gap-4">
      <p className="text-ink-muted">{t("text", { minutes })}</p>
      <NoWay state={state} obstacle={obstacle} />
      {byPasskey.error && !byProvider.isSuccess && <PasskeyProblem error={byPasskey.error} />}
      {byProvider.isError && (
        <p role="alert" className="text-danger text-sm">
          {t("failed")}
        </p>
      )}
      {provider && byProvider.isSuccess && (
        <p role="status" className="text-ink-muted text-sm">
          {t("elsewhere", { provider: provider.name })}
        </p>
      )}
      <div className={hasBoth ? "grid gap-2" : "flex flex-wrap justify-end gap-2"}>
        {!hasBoth && cancel}
        {hasPasskey && (
          <Button
            ref={takeFocus}
            variant="primary"
            isPending={byPasskey.isPending}
            onClick={() => byPasskey.mutate()}
          >
            {t("withPasskey")}
          </Button>
        )}
        {isElsewhere && (
          <Button
            ref={hasPasskey ? undefined : takeFocus}
            variant={hasPasskey ? "secondary" : "primary"}
            isPending={byProvider.isPending}
            onClick={() => byProvider.mutate(state)}
          >
            {provider ? t("with", { provider: provider.name }) : t(hasPasskey ? "withoutPasskey" : "confirm")}
          </Button>
        )}
        {hasBoth && cancel}
      </div>
    </div>
  );
}

/** Once the ways are known; until then, focus was on what closes the dialog. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}

/** What a sign-in alone doesn't do, and what to do where nothing can confirm. */
function NoWay({ state, obstacle }: { state: StepUp; obstacle: Obstacle | null }) {
  const t = useTranslations();
  const { provider, timeless, persona, proof, hasPasskey, isLink, minutes } = state;
  const isStuck = !(provider || persona || (hasPasskey && obstacle === null));
  const needsPasskey = !hasPasskey && timeless !== null;
  return (
    <div className="grid gap-4 text-ink-muted empty:hidden">
      {proof !== "any" && <p>{t(proof === "acr" ? "stepUp.acr" : "stepUp.phishingResistant")}</p>}
      {timeless && <p>{t("stepUp.timeless", { provider: timeless })}</p>}
      {hasPasskey && obstacle && <p>{t(`passkeys.${obstacle}`)}</p>}
      {isStuck && isLink && <p>{t("stepUp.newLink", { minutes })}</p>}
      {isStuck && !isLink && (
        <p>{needsPasskey ? t("stepUp.firstPasskey", { minutes }) : t("stepUp.signInAgain")}</p>
      )}
    </div>
  );
}

function PasskeyProblem({ error }: { error: Error }) {
  const t = useTranslations("stepUp");
  if (!(error instanceof CeremonyError)) return <FailureNote failure={toFailure(error)} />;
  return (
    <p role="alert" className="text-danger text-sm">
      {t("passkeyCancelled")}
    </p>
  );
}

function usePasskeyConfirmation(onDone: () => void) {
  return useWrite({
    write: async (send) => {
      const options = await send(beginConfirmation, {});
      await send(confirmWithPasskey, { response: await signWithPasskey(options) });
    },
    // Each response belongs to a challenge that can be used only once.
    isRepeatable: true,
    onSuccess: onDone,
  });
}
