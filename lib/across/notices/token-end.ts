import "server-only";
import { z } from "zod";
import { locales } from "@/i18n/locale";
import { database } from "@/lib/core/db/client";
import type { Composed, Delivery } from "@/lib/core/delivery/message";
import { enqueue } from "@/lib/core/delivery/outbox-store";
import { getMailFrom } from "@/lib/core/delivery/smtp";
import { getTranslator } from "@/lib/core/delivery/translate";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { formatDay } from "@/lib/core/format/format";
import { listLocales } from "./device-store";
import { toDetails, toMail, toMoment } from "./mail";
import { findActive, kind, listEnding } from "./token-end-store";

const content = z.object({ locale: z.enum(locales) });

/** Queues a mail to the owner of each access token that ends within a week, once. */
export async function expandTokenEnds(now: Date): Promise<void> {
  const ending = getMailFrom() === null ? [] : await listEnding(now);
  if (ending.length === 0) return;
  const known = await listLocales(ending.map(({ owner }) => owner));
  const db = await database();
  await db.transaction(async (tx) => {
    for (const { id, owner, expiresAt } of ending) {
      const locale = known.get(owner) ?? "en";
      const about = { kind, sourceId: id, occasion: expiresAt.toISOString(), content: { locale } };
      await enqueue(tx, about, [{ channel: "person", id: owner }], now);
    }
  });
}

/** Not sent where the token has ended or been suspended meanwhile. */
export async function composeTokenEnd({ sourceId, recipient, content: given }: Delivery): Promise<Composed> {
  const { locale } = content.parse(given);
  const token = await findActive(sourceId);
  if (token?.owner !== recipient) return { stopped: "recipient_removed" };
  const t = await getTranslator(locale);
  const told = { t, locale };
  const title = t("mail.tokenEnd.title", {
    day: formatDay(token.expiresAt.toISOString().slice(0, 10), locale),
  });
  const rows = [
    [t("mail.notice.fields.name"), token.name],
    [t("mail.notice.fields.expiresOn"), toMoment(token.expiresAt, locale)],
    [t("accessTokens.used"), token.lastUsedAt ? toMoment(token.lastUsedAt, locale) : t("accessTokens.never")],
  ];
  return toMail(told, title, [
    { kind: "text", text: t("mail.tokenEnd.advice") },
    toDetails(told, rows),
    token.persona === null
      ? { kind: "link", label: t("mail.notice.open.own"), href: toOwnAddress("/me") }
      : { kind: "link", label: t("mail.notice.open.admin"), href: toOwnAddress("/settings?tab=access") },
    { kind: "note", text: t("mail.notice.why.own") },
  ]);
}
