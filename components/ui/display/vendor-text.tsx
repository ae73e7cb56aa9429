import clsx from "clsx";
import { useTranslations } from "next-intl";
import { hasVisibleText } from "./has-visible-text";

type Props = { children: string; className?: string | undefined };

export function VendorText({ children, className }: Props) {
  return (
    <bdi className={clsx("[overflow-wrap:anywhere] [unicode-bidi:isolate]", className)}>
      {children === "" || hasVisibleText(children) ? children : <Invisible />}
    </bdi>
  );
}

/** For a sentence that names something. */
export function toVendorText(text: string, className?: string) {
  return () => <VendorText className={className}>{text}</VendorText>;
}

export function named(text: string, className?: string) {
  return { name: toVendorText(text, className) };
}

/** A link needs a text, and a row something to press. */
function Invisible() {
  const t = useTranslations("ui");
  return <span className="text-ink-faint">{t("invisibleName")}</span>;
}
