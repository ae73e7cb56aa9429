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

/** What a query or mutation threw, as something to show. */
export function toFailure(error: unknown): Failure {
  return error instanceof AppError ? error.failure : { code: "internal" };
}

/** The sentence for a failure: the vendor's reason where we know one, else the one of its code. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations();
  return ({ code, reason, retryAfterSeconds }) => {
    const sentence = reason ? t(`reasons.${reason}`) : t(`errors.${code}`);
    return retryAfterSeconds
      ? `${sentence} ${t("shell.retryAfter", { seconds: retryAfterSeconds })}`
      : sentence;
  };
}

/** The sentence of a code that is kept alone: a reason where it is one, else an error. */
export function useFailureCodeText(): (code: RefusalReason | ErrorCode) => string {
  const t = useTranslations();
  return (code) => {
    const reason = toRefusalReason(code);
    if (reason) return t(`reasons.${reason}`);
    return t(`errors.${errorCodes.find((one) => one === code) ?? "internal"}`);
  };
}

/** Shows a failure as a toast that stays until it is dismissed. */
export function useFailureToast(): (failure: Failure) => void {
  const toText = useFailureText();
  return (failure) => toast(toText(failure), { tone: "failure", requestId: failure.requestId });
}
