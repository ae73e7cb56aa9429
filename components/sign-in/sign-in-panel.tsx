import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/display/alert";
import { PersonaButtons } from "./persona-buttons";
import { ProviderButton } from "./provider-button";
import { isAboutAccount, type SignInError } from "./sign-in-error";
import { SignInFrame } from "./sign-in-frame";

type Props = {
  providers: readonly { id: string; name: string; another: string }[];
  hasPersonas: boolean;
  hasLink: boolean;
  target: string;
  error: SignInError | null;
  isReset: boolean;
};

export function SignInPanel({ providers, hasPersonas, hasLink, target, error, isReset }: Props) {
  const t = useTranslations("signIn");
  return (
    <SignInFrame>
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
              <ProviderButton
                key={provider.id}
                provider={provider}
                target={target}
                another={error && isAboutAccount(error) ? provider.another : undefined}
              />
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
    </SignInFrame>
  );
}
