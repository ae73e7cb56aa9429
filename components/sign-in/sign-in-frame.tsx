import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { ThemeSwitch } from "@/components/shell/theme-switch";

export function SignInFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("signIn");
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md grid-rows-[1fr_auto] gap-8 px-4 py-8 sm:py-12">
      <div className="grid content-center gap-6">
        <header>
          <BrandMark className="mb-4 size-8 text-accent" />
          <h1 className="text-xl">{t("title")}</h1>
          <p className="mt-1 text-ink-muted">{t("description")}</p>
        </header>
        {children}
      </div>
      <footer className="flex flex-wrap items-end justify-between gap-4">
        <ThemeSwitch />
        <LanguageSwitch />
      </footer>
    </main>
  );
}
