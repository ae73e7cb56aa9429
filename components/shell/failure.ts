import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/overlay/toast-store";
import { AppError, type Failure } from "@/lib/core/errors/errors";

export function toFailure(error: unknown): Failure {
  return error instanceof AppError ? error.failure : { code: "internal" };
}

/** Prefers the vendor's reason, if we know it, to the sentence of the error code. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations();
  return ({ code, reason, retryAfterSeconds }) => {
    const sentence = reason ? t(`reasons.${reason}`) : t(`errors.${code}`);
    return retryAfterSeconds
      ? `${sentence} ${t("shell.retryAfter", { seconds: retryAfterSeconds })}`
      : sentence;
  };
}

export function useFailureToast(): (failure: Failure) => void {
  const toText = useFailureText();
  return (failure) => toast(toText(failure), { tone: "failure", requestId: failure.requestId });
}
