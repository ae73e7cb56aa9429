import "server-only";
import { z } from "zod";
import { getActor } from "@/lib/core/auth/actor";
import { can } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import { type Block, toMailHtml, toMailText } from "@/lib/core/delivery/mail-blocks";
import { type Composed, type Delivery, toHeaderText, toSlackText } from "@/lib/core/delivery/message";
import { getTranslator, type Translate } from "@/lib/core/delivery/translate";
import { toUnsubscribeAddress } from "@/lib/core/delivery/unsubscribe";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { formatDay } from "@/lib/core/format/format";
import { findEvent, isToldOf } from "./events-read-model";
import { countLeft, findReviewRecord } from "./reminders-store";
import type { ReviewRecord } from "./store";
import { eventStages, type ReminderStage, reminderStages } from "./vocabulary";

const aboutEvent = z.object({ stage: z.enum(eventStages), event: z.uuid() });
type AboutEvent = z.infer<typeof aboutEvent>;
const content = z.union([aboutEvent, z.object({ stage: z.enum(reminderStages) })]);

/** Composed when it is sent, so that nobody learns of what is decided, or no longer theirs to decide or see. */
export async function composeReviewMail(delivery: Delivery): Promise<Composed> {
  const review = await findReviewRecord(delivery.sourceId);
  if (!review || review.closedAt) return { stopped: "review_closed" };
  const isPost = delivery.channel === "webhook";
  const by = isPost ? null : await findReader(delivery.recipient);
  if (!isPost && !by) return { stopped: "recipient_gone" };
  const about = content.parse(delivery.content);
  const told = { review, delivery, t: await getTranslator(review.locale) };
  if ("event" in about) {
    const isTold = by === null || (await isToldOf(by, review.id, about.event));
    return isTold ? composeEvent(told, about) : { stopped: "recipient_gone" };
  }
  const { stage } = about;
  const left = await countLeft(review.id, {
    isAdmin: by?.actor.persona === "admin",
    email: isPost ? null : delivery.recipient.toLowerCase(),
    stage,
  });
  return left.length === 0 ? { stopped: "review_decided" } : composeReminder(told, stage, left);
}

async function findReader(address: string): Promise<Permit<"reviews:read"> | null> {
  const actor = await getActor(address);
  return actor && can(actor, "reviews:read") ? permitActor(actor, "reviews:read") : null;
}

type Told = { review: ReviewRecord; delivery: Delivery; t: Translate };

async function composeReminder(
  told: Told,
  stage: ReminderStage,
  left: readonly { name: string; open: number }[],
): Promise<Composed> {
  const { review, delivery, t } = told;
  const count = left.reduce((sum, { open }) => sum + open, 0);
  const due = formatDay(review.dueOn, review.locale);
  const sentence = (name: string) => t(`mail.review.${stage}`, { name, count, due });
  const payload = { review_id: review.id, stage, due_on: review.dueOn, open: count };
  return {
    post: {
      text: `${sentence(toSlackText(review.name))} <${toAddress(delivery)}|${t("mail.review.open")}>`,
      metadata: { event_type: "castellan_review", event_payload: payload },
    },
    mail: await toMail(told, sentence(toHeaderText(review.name)), {
      kind: "table",
      columns: [
        { label: t(review.kind === "grants" ? "mail.review.what" : "mail.review.workspace") },
        { label: t("mail.review.left"), isNumber: true },
      ],
      rows: left.map((place) => [place.name, String(place.open)]),
    }),
  };
}

/** To whom something was handed over, who is asked, or who was answered. */
async function composeEvent(told: Told, { stage, event: id }: AboutEvent): Promise<Composed> {
  const { review, t } = told;
  const event = await findEvent(review.id, id);
  const isAnswer = stage === "answered";
  if (!event || (event.answeredAt !== null && !isAnswer)) return { stopped: "review_decided" };
  const sentence = (name: string) =>
    t(`mail.review.${stage}`, {
      name,
      person: toHeaderText((isAnswer ? event.answeredBy : event.by) ?? ""),
      count: event.rows?.length ?? 0,
      subject: toHeaderText(event.subject ?? ""),
      day: event.dueOn === null ? "" : formatDay(event.dueOn, review.locale),
    });
  const due = formatDay(review.dueOn, review.locale);
  const text = isAnswer ? event.answer || t("mail.review.extended", { due }) : event.note;
  return {
    post: { text: sentence(toSlackText(review.name)) },
    mail: await toMail(told, sentence(toHeaderText(review.name)), { kind: "text", text }),
  };
}

function toAddress({ sourceId }: Delivery): string {
  return toOwnAddress(`/reviews/${sourceId}`);
}

async function toMail({ review: { locale }, delivery, t }: Told, headline: string, body: Block) {
  const blocks: Block[] = [
    { kind: "headline", text: headline },
    body,
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
