import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/overlay/toast-store";
import {
  AppError,
  type ErrorCode,
  errorCodes,
  type Failure,
  type RefusalReason,
  toRefusalReason,
} from "@/lib/errors";

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

export function useFailureCodeText(): (code: RefusalReason | ErrorCode) => string {
  const t = useTranslations();
  return (code) => {
    const reason = toRefusalReason(code);
    if (reason) return t(`reasons.${reason}`);
    return t(`errors.${errorCodes.find((one) => one === code) ?? "internal"}`);
  };
}

export function useFailureToast(): (failure: Failure) => void {
  const toText = useFailureText();
  return (failure) => toast(toText(failure), { tone: "failure", requestId: failure.requestId });
}
