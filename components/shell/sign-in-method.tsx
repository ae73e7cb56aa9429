"use client";

import { useTranslations } from "next-intl";

const methods = ["oidc", "google", "entra", "okta", "github", "sandbox", "link", "token"] as const;

export function SignInMethod({ method }: { method: string }) {
  const t = useTranslations("sessions.methods");
  const known = methods.find((one) => one === method);
  return known ? t(known) : method;
}
