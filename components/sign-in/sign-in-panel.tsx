import { useTranslations } from "next-intl";
import { BrandMark } from "@/components/shell/brand-mark";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Alert } from "@/components/ui/display/alert";
import { PersonaButtons } from "./persona-buttons";
import { ProviderButton } from "./provider-button";
import type { SignInError } from "./sign-in-error";

type Props = {
  providers: readonly { id: string; name: string }[];
  hasPersonas: boolean;
  hasLink: boolean;
  target: string;
  error: SignInError | null;
  isReset: boolean;
};

export function SignInPanel({ providers, hasPersonas, hasLink, target, error, isReset }: Props) {
  const t = useTranslations("signIn");
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md grid-rows-[1fr_auto] gap-8 px-4 py-8 sm:py-12">
      <div className="grid content-center gap-6">
        <header>
          <BrandMark className="mb-4 size-8 text-accent" />
          <h1 className="text-xl">{t("title")}</h1>
          <p className="mt-1 text-ink-muted">{t("description")}</p>
        </header>
        {isReset && hasPersonas && (
          <p role="status" className="rounded-md bg-accent-soft px-3 py-2 text-accent text-sm">
            {t("sandboxReset")}
          </p>
        )}
        {error && <Alert>{t(`errors.${error}`)}</Alert>}
        {(error === "unproven" || error === "stale") && (
          <a href={target} className="justify-self-start font-medium text-accent hover:underline">
            {t("tryAgain")}
          </a>
        )}
        <div className="grid gap-6 card p-5">
          {providers.length > 0 && (
            <div className="grid gap-2">
              {providers.map((provider) => (
                <ProviderButton key={provider.id} provider={provider} target={target} />
              ))}
            </div>
          )}
          {providers.length > 0 && hasPersonas && <hr />}
          {hasPersonas && <PersonaButtons target={target} />}
          {hasLink && (
            <section>
              <h2>{t("linkTitle")}</h2>
              <p className="mt-1 text-ink-muted">{t("linkText")}</p>
            </section>
          )}
        </div>
      </div>
      <footer className="flex flex-wrap items-end justify-between gap-4">
        <ThemeSwitch />
        <LanguageSwitch />
      </footer>
    </main>
  );
}
