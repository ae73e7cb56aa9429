"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Section } from "@/components/shell/section";
import { useEdges } from "@/components/ui/table/use-edges";
import { can, permissions } from "@/lib/core/auth/permissions";
import { personas } from "@/lib/core/auth/vocabulary";

const headClass = "h-9 border-b px-3 text-left font-medium text-ink-muted text-xs";
/** The names stay while the rest scrolls. */
const nameClass = "sticky left-0 z-10 bg-surface max-md:w-44 max-md:min-w-44 max-md:border-r";

/** In the browser too: made on the server alone, its cells would be sent twice, as HTML and as data of 100 kB. */
export function PermissionMatrix() {
  const t = useTranslations("settings.access");
  const name = useTranslations("shell.persona");
  const region = useRef<HTMLElement>(null);
  // Made once, because there are hundreds of cells.
  const yes = (
    <span className="inline-grid place-items-center align-middle">
      <Check aria-hidden className="size-4 text-good" />
      <span className="sr-only">{t("yes")}</span>
    </span>
  );
  const no = (
    <span className="text-ink-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">{t("no")}</span>
    </span>
  );
  useEdges(region, false);
  return (
    <Section title={t("matrix")} text={t("matrixText")}>
      <div className="scroll-edges relative min-w-0">
        <section
          ref={region}
          aria-label={t("matrix")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
          tabIndex={0}
          // Without `relative`, the visually hidden text widens the page.
          className="relative overflow-x-auto card"
        >
          <table className="w-full border-separate border-spacing-0 text-sm md:min-w-[44rem]">
            <thead>
              <tr>
                <th scope="col" className={`${headClass} ${nameClass}`}>
                  {t("permission")}
                </th>
                {personas.map((persona) => (
                  <th key={persona} scope="col" className={`${headClass} w-24 min-w-20 text-center!`}>
                    {name(persona)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {permissions.map((permission) => (
                <tr key={permission} className="group/row">
                  <th
                    scope="row"
                    title={permission}
                    className={`h-9 border-b px-3 py-1.5 text-left font-normal group-last/row:border-b-0 ${nameClass}`}
                  >
                    {t(`permissions.${permission}`)}
                  </th>
                  {personas.map((persona) => (
                    <td key={persona} className="h-9 border-b px-3 text-center group-last/row:border-b-0">
                      {can({ persona }, permission) ? yes : no}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </Section>
  );
}
