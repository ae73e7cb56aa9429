import { useTranslations } from "next-intl";
import { EntryFrame } from "@/components/shell/entry-frame";
import { toButtonClass } from "@/components/ui/controls/button";
import { Alert } from "@/components/ui/display/alert";
import { named, VendorText } from "@/components/ui/display/vendor-text";

const faults = ["unknown_client", "unreachable_client", "invalid_client", "redirect_uri"] as const;

type Props = { fault: (typeof faults)[number] };

/** The app gets no answer: its address may be anybody's. */
export function RefusedPanel({ fault }: Props) {
  const t = useTranslations("connections");
  return (
    <EntryFrame title={t("refusedTitle")} description={t("refusedText")}>
      <Alert>{t(`faults.${fault}`)}</Alert>
    </EntryFrame>
  );
}

type ReturnedProps = { name: string; destination: string; code: string; to: string };

/** The app asked wrongly, and learns it once the person wants that. The address is named, because the name may be anybody's. */
export function ReturnedPanel({ name, destination, code, to }: ReturnedProps) {
  const t = useTranslations("connections");
  return (
    <EntryFrame title={t("refusedTitle")} description={t.rich("returnedText", named(name))}>
      <Alert>
        <VendorText className="font-mono">{code}</VendorText>
      </Alert>
      <a href={to} className={`${toButtonClass()} justify-self-start`}>
        <span>{t.rich("return", named(destination))}</span>
      </a>
    </EntryFrame>
  );
}
