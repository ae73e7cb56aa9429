import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EntryFrame } from "@/components/shell/entry-frame";

export function SignInFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("signIn");
  return (
    <EntryFrame title={t("title")} description={t("description")}>
      {children}
    </EntryFrame>
  );
}
