"use client";

import { Siren } from "lucide-react";
import { useTranslations } from "next-intl";
import { VendorText } from "@/components/ui/display/vendor-text";

/** Environment variables decide: no grant, directory, or sync can take this access away. */
export function BreakGlass({ emails }: { emails: readonly string[] }) {
  const t = useTranslations("settings.access");
  return (
    <div className="card flex gap-3 px-4 py-3">
      <Siren aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      <div className="grid min-w-0 gap-1">
        <h3 className="font-medium">{t("breakGlass")}</h3>
        <p className="max-w-prose text-ink-muted text-sm">{t("breakGlassText")}</p>
        {emails.length === 0 ? (
          <p className="text-sm">{t("noBreakGlass")}</p>
        ) : (
          <ul className="text-sm">
            {emails.map((email) => (
              <li key={email}>
                <VendorText className="font-medium">{email}</VendorText>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
