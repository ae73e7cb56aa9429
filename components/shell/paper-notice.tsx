import { useTranslations } from "next-intl";

/** At the head of what is printed in the sandbox, and at the foot of each page in browsers that fill margin boxes. */
export function PaperNotice({ nonce }: { nonce: string }) {
  const t = useTranslations("shell");
  const text = `${t("sandboxTitle")}: ${t("madeUp")}`;
  const content = JSON.stringify(text).replaceAll("<", "\\3c ");
  return (
    <>
      {/* Browsers hide the nonce from scripts. */}
      <style nonce={nonce} suppressHydrationWarning>
        {`@page{@bottom-left{content:${content};font:9px system-ui,sans-serif;color:#555}}`}
      </style>
      <p className="page-width hidden pb-1 font-medium text-xs print:block">{text}</p>
    </>
  );
}
