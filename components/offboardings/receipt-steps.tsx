"use client";

import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { toVendorText, VendorText } from "@/components/ui/display/vendor-text";
import { errorCodes } from "@/lib/core/errors/errors";
import { toRefusalReason } from "@/lib/core/errors/refusal-reasons";
import type { Step } from "@/lib/directory/offboardings/schema";
import type { StepState } from "@/lib/directory/offboardings/vocabulary";

const tones: Record<StepState, Tone> = {
  queued: "neutral",
  running: "accent",
  succeeded: "good",
  met: "good",
  failed: "danger",
  unknown: "warn",
  cancelled: "neutral",
};
const known = ["api_key.deactivate", "invite.withdraw", "grant.remove", "member.remove"] as const;

export function ReceiptSteps({ steps }: { steps: readonly Step[] }) {
  const t = useTranslations();
  return (
    <ol className="divide-y text-sm">
      {steps.map((step) => (
        <li
          key={`${step.operation} ${step.targetId}`}
          className="grid items-baseline gap-x-4 gap-y-0.5 py-1.5 sm:grid-cols-[10rem_1fr_auto] print:grid-cols-[10rem_1fr_auto]"
        >
          <span className="text-ink-muted">
            {step.finishedAt ? <DateText at={step.finishedAt} show="minute" /> : "–"}
          </span>
          <span className="min-w-0">
            <What step={step} />
            <Why step={step} />
          </span>
          {/* In a span of its own, because a grid stretches what is in it. */}
          <span>
            <Badge tone={tones[step.state]}>
              {step.state === "met" ? t("offboardings.steps.met") : t(`bulk.rowStates.${step.state}`)}
            </Badge>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** In the past tense once it was done by this step. */
function What({ step: { operation, label, targetId, state } }: { step: Step }) {
  const t = useTranslations("offboardings");
  const named = known.find((one) => one === operation);
  if (!named) return <VendorText>{`${operation} ${label}`}</VendorText>;
  return t.rich(`${state === "succeeded" ? "done" : "steps"}.${named}`, {
    target: toVendorText(label.trim() || targetId, "font-medium"),
  });
}

function Why({ step: { reason, errorCode, requestId } }: { step: Step }) {
  const t = useTranslations();
  const why = toRefusalReason(reason);
  const code = errorCodes.find((one) => one === errorCode);
  if (!why && !code) return null;
  return (
    <span className="block text-danger">
      {why ? t(`reasons.${why}`) : code && t(`errors.${code}`)} {requestId}
    </span>
  );
}
