"use client";

import { useTranslations } from "next-intl";
import { useOwnSentence } from "@/components/directory/use-own-sentence";
import { Section } from "@/components/shell/section";
import type { MyAccess } from "@/lib/account/me/schema";

/** Up to this many permissions are shown without a click. */
const fewPermissions = 6;

export function MyRole({ persona, permissions }: Pick<MyAccess, "persona" | "permissions">) {
  const t = useTranslations("me.allows");
  const toPersona = useTranslations("shell.persona");
  const toOwnSentence = useOwnSentence(persona);
  return (
    <Section title={t("title")} text={t(`text.${persona}`)}>
      <details open={permissions.length <= fewPermissions} className="card px-4 py-3">
        <summary className="w-fit rounded-sm text-sm">
          {t("all", { role: toPersona(persona), count: permissions.length })}
        </summary>
        <ul className="mt-2 list-disc gap-x-10 pl-5 text-ink-muted text-sm lg:columns-2 [&>li]:mb-1">
          {permissions.map((permission) => (
            <li key={permission}>{toOwnSentence(permission)}</li>
          ))}
        </ul>
      </details>
    </Section>
  );
}
