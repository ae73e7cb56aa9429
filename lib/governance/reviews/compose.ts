import "server-only";
import { z } from "zod";
import type { Locale } from "@/i18n/locale";
import { getActor } from "@/lib/core/auth/actor";
import { type Block, toMailHtml, toMailText } from "@/lib/core/delivery/mail-blocks";
import { type Composed, type Delivery, toHeaderText, toSlackText } from "@/lib/core/delivery/message";
import { getTranslator, type Translate } from "@/lib/core/delivery/translate";
import { toUnsubscribeAddress } from "@/lib/core/delivery/unsubscribe";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { formatDay } from "@/lib/core/format/format";
import { countLeft, findReviewRecord } from "./reminders-store";
import { type ReviewKind, reminderStages } from "./vocabulary";

const content = z.object({ stage: z.enum(reminderStages) });

type Told = {
  t: Translate;
  locale: Locale;
  sentence: (name: string) => string;
  name: string;
  kind: ReviewKind;
  left: { name: string; open: number }[];
  delivery: Delivery;
};

/** Composed when it is sent, so that nobody is asked for what is decided or no longer theirs to decide. */
export async function composeReminder(delivery: Delivery): Promise<Composed> {
  const review = await findReviewRecord(delivery.sourceId);
  if (!review || review.closedAt) return { stopped: "review_closed" };
  const isPost = delivery.channel === "webhook";
  const actor = isPost ? null : await getActor(delivery.recipient);
  if (!isPost && !actor) return { stopped: "recipient_gone" };
  const left = await countLeft(review.id, {
    isAdmin: actor?.persona === "admin",
    email: isPost ? null : delivery.recipient.toLowerCase(),
  });
  if (left.length === 0) return { stopped: "review_decided" };
  const { stage } = content.parse(delivery.content);
  const t = await getTranslator(review.locale);
  const count = left.reduce((sum, { open }) => sum + open, 0);
  const due = formatDay(review.dueOn, review.locale);
  const sentence = (name: string) => t(`mail.review.${stage}`, { name, count, due });
  const told = { t, locale: review.locale, sentence, name: review.name, kind: review.kind, left, delivery };
  const payload = { review_id: review.id, stage, due_on: review.dueOn, open: count };
  return {
    post: {
      text: `${sentence(toSlackText(review.name))} <${toAddress(delivery)}|${t("mail.review.open")}>`,
      metadata: { event_type: "castellan_review", event_payload: payload },
    },
    mail: await toMail(told),
  };
}

function toAddress({ sourceId }: Delivery): string {
  return toOwnAddress(`/reviews/${sourceId}`);
}

async function toMail({ t, locale, sentence, name, kind, left, delivery }: Told) {
  const headline = sentence(toHeaderText(name));
  const blocks: Block[] = [
    { kind: "headline", text: headline },
    {
      kind: "table",
      columns: [
        { label: t(kind === "grants" ? "mail.review.what" : "mail.review.workspace") },
        { label: t("mail.review.left"), isNumber: true },
      ],
      rows: left.map((place) => [place.name, String(place.open)]),
    },
    { kind: "link", label: t("mail.review.open"), href: toAddress(delivery) },
    { kind: "note", text: t("mail.review.why") },
    {
      kind: "link",
      label: t("mail.unsubscribe"),
      href: await toUnsubscribeAddress(delivery, "/unsubscribe"),
    },
  ];
  return {
    subject: toHeaderText(headline),
    text: toMailText(blocks),
    html: toMailHtml(headline, locale, blocks),
  };
}
