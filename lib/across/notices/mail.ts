import "server-only";
import type { Locale } from "@/i18n/locale";
import { type Block, toMailHtml, toMailText } from "@/lib/core/delivery/mail-blocks";
import { type Composed, toHeaderText } from "@/lib/core/delivery/message";
import type { Translate } from "@/lib/core/delivery/translate";
import { formatMoment } from "@/lib/core/format/format";

export type Told = { t: Translate; locale: Locale };

/** A mail about somebody's access, from which nobody can unsubscribe. */
export function toMail({ locale }: Told, title: string, blocks: readonly Block[]): Composed {
  const all: Block[] = [{ kind: "headline", text: title }, ...blocks];
  const mail = {
    subject: toHeaderText(title),
    text: toMailText(all),
    html: toMailHtml(title, locale, all),
    isMandatory: true as const,
  };
  return { post: { text: title }, mail };
}

export function toDetails({ t }: Told, rows: string[][]): Block {
  const columns = [{ label: t("mail.notice.detail") }, { label: t("mail.notice.value") }];
  return { kind: "table", columns, rows };
}

export function toMoment(at: Date, locale: Locale): string {
  return formatMoment(at, locale, "minute", "UTC");
}
