"use client";

import { useTranslations } from "next-intl";

const methods = ["oidc", "google", "entra", "okta", "github", "sandbox", "link"] as const;

/** An unknown sign-in method is shown as received. */
export function SignInMethod({ method }: { method: string }) {
  const t = useTranslations("sessions.methods");
  const known = methods.find((one) => one === method);
  return known ? t(known) : method;
}
