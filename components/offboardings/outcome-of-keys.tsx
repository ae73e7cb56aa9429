import { useTranslations } from "next-intl";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { keyChoices } from "@/lib/directory/offboardings/vocabulary";
import type { Outcomes } from "./decisions";

const maxNamed = 5;

/** A sentence for each key, or for each decision if there are many keys. */
export function OutcomeOfKeys({ of: { ends, decided } }: { of: Outcomes }) {
  const t = useTranslations("offboardings.confirm.keys");
  if (ends + decided.length === 0) return <p>{t("none")}</p>;
  const counts = keyChoices.map((choice) => ({
    choice,
    count: decided.filter((key) => key.choice === choice).length,
  }));
  return (
    <ul aria-label={t("label")} className="grid gap-1">
      {ends > 0 && <li>{t("ends", { count: ends })}</li>}
      {decided.length <= maxNamed
        ? decided.map(({ id, name, choice, ownerName }) => (
            <li key={id}>
              {t.rich(`one.${choice}`, {
                name: toVendorText(name, "text-ink"),
                owner: toVendorText(ownerName, "text-ink"),
              })}
            </li>
          ))
        : counts.map(
            ({ choice, count }) => count > 0 && <li key={choice}>{t(`many.${choice}`, { count })}</li>,
          )}
    </ul>
  );
}
