"use client";

import { CircleAlert, CircleCheck, CircleMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { Section } from "@/components/shell/section";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { VendorText } from "@/components/ui/display/vendor-text";
import { testProvider } from "@/lib/account/identities/actions";
import type {
  CheckedProvider,
  ProviderCheck,
  ShownProvider,
  SignInSetup,
} from "@/lib/account/identities/schema";

/** How people prove who they are, and what the server needs for it. */
export function SignInSection({ setup, canTest }: { setup: SignInSetup; canTest: boolean }) {
  const t = useTranslations("settings.signIn");
  const { providers, callback } = setup;
  return (
    <Section title={t("title")} text={t("text")}>
      {providers.map((provider) => (
        <Provider key={provider.id} provider={provider} canTest={canTest} />
      ))}
      {providers.length === 0 && (
        <div className="grid gap-2 card px-5 py-3 text-sm">
          <p className="max-w-prose">
            {t.rich("none", {
              issuer: () => <code>OIDC_ISSUER</code>,
              id: () => <code>OIDC_CLIENT_ID</code>,
              secret: () => <code>OIDC_CLIENT_SECRET</code>,
            })}
          </p>
          <CopyableId label={t("redirect")} value={callback} />
        </div>
      )}
    </Section>
  );
}

function Provider({ provider, canTest }: { provider: ShownProvider; canTest: boolean }) {
  const t = useTranslations("settings.signIn");
  const showFailure = useFailureToast();
  const test = useWrite<void, CheckedProvider>({
    write: (send) => send(testProvider, { method: provider.id }),
    isRepeatable: true,
    onError: (error) => showFailure(toFailure(error)),
  });
  return (
    <div className="grid gap-2 card px-5 py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h3>{provider.name}</h3>
        {canTest && provider.canTest && (
          <Button size="sm" isPending={test.isPending} onClick={() => test.mutate()}>
            {t("test")}
          </Button>
        )}
      </div>
      <CopyableId label={t("redirect")} value={provider.callback} />
      {provider.canTest ? (
        <CopyableId label={t("logout")} value={provider.logout} />
      ) : (
        <p className="text-ink-muted">{t("untestable")}</p>
      )}
      <div role="status" className="empty:hidden">
        {test.data && <Results provider={provider} {...test.data} />}
      </div>
    </div>
  );
}

const marks = {
  works: { icon: CircleCheck, tone: "text-good" },
  broken: { icon: CircleAlert, tone: "text-danger" },
  lacking: { icon: CircleMinus, tone: "text-warn" },
  unknown: { icon: CircleMinus, tone: "text-warn" },
};

/** The variables that say where a provider is. Google is always in the same place. */
const addressVariables: Record<string, string> = {
  oidc: "OIDC_ISSUER",
  okta: "OKTA_ISSUER",
  entra: "ENTRA_TENANT_ID",
};

function Results({ provider, checks, calledItself }: CheckedProvider & { provider: ShownProvider }) {
  const t = useTranslations("settings.signIn");
  const prefix = provider.id.toUpperCase();
  const words = {
    issuer: addressVariables[provider.id] ?? `${prefix}_CLIENT_ID`,
    id: `${prefix}_CLIENT_ID`,
    secret: `${prefix}_CLIENT_SECRET`,
    own: () => <VendorText className="font-mono">{calledItself ?? ""}</VendorText>,
  };
  return (
    <ul aria-label={t("results", { name: provider.name })} className="grid gap-1 border-t pt-2">
      {checks.map((check) => {
        const { icon: Icon, tone } = toMark(check);
        return (
          <li key={check} className="flex gap-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
            <span>{t.rich(`checks.${check}`, words)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function toMark(check: ProviderCheck) {
  const state = check.slice(check.indexOf(".") + 1) as keyof typeof marks; // Sound: each check ends in one of these.
  return marks[state];
}
