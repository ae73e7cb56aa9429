import { useTranslations } from "next-intl";
import { type ErrorCode, errorCodes } from "@/lib/core/errors/errors";
import { type RefusalReason, toRefusalReason } from "@/lib/core/errors/refusal-reasons";

export function useFailureCodeText(): (code: RefusalReason | ErrorCode) => string {
  const t = useTranslations();
  return (code) => {
    const reason = toRefusalReason(code);
    if (reason) return t(`reasons.${reason}`);
    return t(`errors.${errorCodes.find((one) => one === code) ?? "internal"}`);
  };
}
