"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { orRequestApproval } from "@/components/shell/request-approval";
import { SecondAdminNote } from "@/components/shell/second-admin-note";
import { SignInMethod } from "@/components/shell/sign-in-method";
import { useFormMutation } from "@/components/shell/use-operation";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { named, toVendorText, VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { letIn, requestLetIn } from "@/lib/account/identities/actions";
import type { Account, Owner, WaitingAccount } from "@/lib/account/identities/schema";

/** What belongs to an address. */
const refreshes = ["identities", "sessions", "passkeys", "grants", "audit"];
const owners = ["same", "other"] as const;

type Props = { waiting: WaitingAccount; onClose: () => void };

export function LetInDialog({ waiting, onClose }: Props) {
  const t = useTranslations("identities");
  const ui = useTranslations("ui");
  const { id, email, known, lastTriedAt } = waiting;
  const saving = useFormMutation(
    {
      run: (send, owner: Owner) =>
        orRequestApproval(
          () => send(letIn, { id, owner }),
          () => send(requestLetIn, { id, owner }),
        ),
      toText: () => t.rich("letInToast", named(email)),
      refreshes,
    },
    onClose,
  );
  return (
    <Dialog title={t("question")} onClose={onClose}>
      <div className="grid gap-4">
        <p className="text-ink-muted">
          {t.rich("explanation", { email: toVendorText(email, "font-medium text-ink") })}
        </p>
        <div className="grid gap-3 sm:grid-cols-2">
          <AccountFacts title={t("known")} account={known}>
            <Fact name={t("since")} value={<DateText at={known.boundAt} show="day" />} />
            <Fact name={t("lastSeen")} value={<DateText at={known.seenAt} />} />
          </AccountFacts>
          <AccountFacts title={t("waiting")} account={waiting}>
            <Fact name={t("lastTried")} value={<DateText at={lastTriedAt} />} />
          </AccountFacts>
        </div>
        <SecondAdminNote />
        {owners.map((owner) => (
          <div key={owner} className="grid gap-2 border-t pt-3 sm:grid-cols-[1fr_auto] sm:items-center">
            <p className="text-ink-muted text-sm">{t(`owners.${owner}.text`)}</p>
            <Button
              variant={owner === "same" ? "primary" : "danger"}
              isPending={saving.isPending && saving.variables === owner}
              disabled={saving.isPending}
              onClick={() => saving.mutate(owner)}
            >
              {t(`owners.${owner}.label`)}
            </Button>
          </div>
        ))}
        {saving.error ? <FailureNote failure={toFailure(saving.error)} /> : null}
        <div className="flex justify-end border-t pt-3 max-sm:*:grow">
          <Button onClick={onClose}>{ui("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}

type FactsProps = { title: string; account: Account; children: ReactNode };

function AccountFacts({ title, account: { method, issuer, subject }, children }: FactsProps) {
  const t = useTranslations("identities");
  return (
    <section className="grid content-start gap-2 rounded-md border p-3">
      <h3 className="font-medium text-sm">{title}</h3>
      <dl className="grid gap-2 text-sm">
        <Fact name={t("provider")} value={<SignInMethod method={method} />} />
        <Fact name={t("issuer")} value={<VendorText className="wrap-anywhere">{issuer}</VendorText>} />
        <Fact
          name={t("subject")}
          value={<VendorText className="wrap-anywhere font-mono text-xs">{subject}</VendorText>}
        />
        {children}
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div className="max-sm:grid max-sm:grid-cols-[5.5rem_1fr] max-sm:items-baseline max-sm:gap-x-2">
      <dt className="text-ink-muted text-xs">{name}</dt>
      <dd className="min-w-0">{value}</dd>
    </div>
  );
}
