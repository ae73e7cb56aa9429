import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { SignInFrame } from "./sign-in-frame";

/** A form without scripts: it works in every browser, and nothing but a press of its button sends it. */
export function LinkPanel({ token }: { token: string }) {
  const t = useTranslations("signIn");
  return (
    <SignInFrame>
      <form method="post" action="/api/sign-in-link" className="grid gap-4 card p-5">
        <section>
          <h2>{t("linkTitle")}</h2>
          <p className="mt-1 text-ink-muted">{t("linkAsk")}</p>
        </section>
        <input type="hidden" name="token" value={token} />
        <Button type="submit" variant="primary">
          {t("linkButton")}
        </Button>
      </form>
    </SignInFrame>
  );
}
