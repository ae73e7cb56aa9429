"use client";

import { useTranslations } from "next-intl";
import { useScopeNames } from "@/components/directory/use-scope-names";
import { Fact, Facts } from "@/components/ui/display/facts";
import { VendorText } from "@/components/ui/display/vendor-text";
import { serviceTokenRunInput } from "@/lib/account/access-tokens/schema";
import { mayWrite } from "@/lib/core/auth/scopes";
import type { BulkRun } from "@/lib/core/bulk/schema";

/** What a second admin decides on. */
export function AskedToken({ run }: { run: BulkRun }) {
  const t = useTranslations("accessTokens");
  const toPersona = useTranslations("shell.persona");
  const { listSentences } = useScopeNames();
  const asked = serviceTokenRunInput.safeParse(run.params).data;
  if (!asked) return null;
  const { persona, scopes, networks, days } = asked;
  return (
    <section aria-label={t("asked.title")}>
      <Facts>
        <Fact name={t("role")}>{toPersona(persona)}</Fact>
        <Fact name={t("validFor")}>{t("days", { count: days })}</Fact>
        <Fact name={t("asked.networks")}>
          {networks.length === 0 ? t("asked.anywhere") : <VendorText>{networks.join(", ")}</VendorText>}
        </Fact>
        <div className="@xl:col-span-3 @xl:py-0 py-2">
          <dt className="text-ink-muted text-sm">{t("mayDo")}</dt>
          <dd className="text-sm @xl:text-base">
            <ul>
              {listSentences(scopes).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            {mayWrite(scopes) && <p className="mt-1 text-sm text-warn">{t("asked.unconfirmed")}</p>}
          </dd>
        </div>
      </Facts>
    </section>
  );
}
