"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Select } from "@/components/ui/controls/select";
import type { ConfirmingProvider } from "@/lib/account/step-up/schema";
import type { StepUpProof } from "@/lib/core/settings/schema";
import { maxAcrLength, stepUpProofs } from "@/lib/core/settings/vocabulary";

type Props = { proof: StepUpProof; providers: readonly ConfirmingProvider[] };

/** What confirms sensitive actions, and which identity providers can. */
export function ProofFields({ proof, providers }: Props) {
  const t = useTranslations("settings.rules");
  const [kind, setKind] = useState(proof.kind);
  return (
    <div className="grid gap-4">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={t("step_up_proof")} hint={t("step_up_proof_help")}>
          {(control) => (
            <Select
              {...control}
              name="step_up_proof"
              options={stepUpProofs.map((value) => ({ value, label: t(`proof_${value}`) }))}
              value={kind}
              onChange={({ target }) => setKind(stepUpProofs.find((one) => one === target.value) ?? "any")}
            />
          )}
        </Field>
        {kind === "acr" && (
          <Field label={t("acr")} hint={t("acr_help")}>
            {(control) => (
              <Input
                {...control}
                name="acr"
                required
                pattern="[!-~]+"
                maxLength={maxAcrLength}
                defaultValue={proof.acr ?? ""}
              />
            )}
          </Field>
        )}
      </div>
      {providers.length > 0 && (
        <ul aria-label={t("providers")} className="grid gap-1 text-ink-muted text-sm">
          {providers.map(({ name, canConfirm }) => (
            <li key={name}>{t(`provider_${canConfirm ?? "unknown"}`, { provider: name })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function toProof(form: FormData): StepUpProof {
  const kind = stepUpProofs.find((one) => one === form.get("step_up_proof")) ?? "any";
  return { kind, acr: kind === "acr" ? String(form.get("acr") ?? "").trim() : null };
}
