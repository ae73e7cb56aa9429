"use client";

import { useTranslations } from "next-intl";
import { Section } from "@/components/shell/section";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Adviser, MyAccess } from "@/lib/account/me/schema";

/** Whom to ask; an admin has nobody to ask. */
export function AskForMore({
  persona,
  admins,
  workspaces,
}: Pick<MyAccess, "persona" | "admins" | "workspaces">) {
  const t = useTranslations("me.ask");
  if (persona === "admin") return null;
  const isLed = workspaces.some(({ leads }) => leads.length > 0);
  return (
    <Section title={t("title")} text={t(isLed ? "textLed" : "text")}>
      {admins.length === 0 ? (
        <p className="text-ink-muted text-sm">{t("nobody")}</p>
      ) : (
        <ul aria-label={t("admins")} className="flex flex-wrap gap-x-6 gap-y-1">
          {admins.map((admin) => (
            <li key={admin.id}>
              <AdviserLink of={admin} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Opens a message to them. */
export function AdviserLink({ of: { name, email } }: { of: Adviser }) {
  return (
    <a href={`mailto:${email}`} title={email} className="rounded-sm underline underline-offset-2">
      <VendorText>{name || email}</VendorText>
    </a>
  );
}
