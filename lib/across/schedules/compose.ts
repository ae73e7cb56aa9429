import "server-only";
import { type Locale, locales } from "@/i18n/locale";
import { findAbsentActor } from "@/lib/core/auth/absent-actor";
import { refuseStaleDirectory } from "@/lib/core/auth/directory-age";
import { can } from "@/lib/core/auth/permissions";
import { permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { type Block, toMailHtml, toMailText } from "@/lib/core/delivery/mail-blocks";
import {
  type Attachment,
  type Composed,
  type Delivery,
  toHeaderText,
  toSlackText,
} from "@/lib/core/delivery/message";
import { getTranslator, type Translate } from "@/lib/core/delivery/translate";
import { toUnsubscribeAddress } from "@/lib/core/delivery/unsubscribe";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { toDay } from "@/lib/core/format/calendar";
import { digestActors } from "./actors-digest";
import { digestBudgets } from "./budgets-digest";
import { digestChanges } from "./changes-digest";
import { digestClaudeCode } from "./claude-code-digest";
import { digestCost } from "./cost-digest";
import type { AmountKind, Chart, Digest } from "./digest";
import { toFile } from "./file";
import { digestFindings } from "./findings-digest";
import { digestList } from "./list-digest";
import { drawChart } from "./picture";
import { digestSavings } from "./savings-digest";
import { digestStatement } from "./statement-digest";
import { findSchedule, type ScheduleRow, toRhythm } from "./store";
import { digestUsage } from "./usage-digest";
import { isScheduledList, reportPermissions, type ScheduledReport, scheduledReports } from "./vocabulary";

const listedInMessage = 5;

/** With the rights that the owner has now: less is sent if they may see less, and nothing if they may see nothing. */
export async function composeScheduled(delivery: Delivery): Promise<Composed> {
  const row = await findSchedule(delivery.sourceId);
  if (!row) return { stopped: "schedule_gone" };
  // The occasion is the time that it was due, followed by the sender if someone sent it by hand.
  const [due = "", sentBy] = delivery.occasion.split(" ");
  if (row.isPaused && sentBy === undefined) return { stopped: "schedule_paused" };
  if (!row.recipients.some(({ id }) => id === delivery.recipient)) return { stopped: "recipient_removed" };
  const { actor, refusal } = await findAbsentActor(row.owner, row, row.createdAt);
  if (!actor) return { stopped: refusal ? "owner_sign_in" : "owner_gone" };
  await refuseStaleDirectory(actor);
  const report = scheduledReports.find((one) => one === row.report);
  if (!report || !can(actor, "schedules:read") || !can(actor, reportPermissions[report]))
    return { stopped: "owner_may_not" };
  const locale = locales.find((one) => one === row.locale) ?? "en";
  const t = await getTranslator(locale);
  const today = toDay(new Date(due));
  const digest = await toDigest(report, { actor, row, today, t, locale });
  const narrowed = actor.persona === "lead" ? [t("mail.report.narrowed", { owner: actor.name })] : [];
  const all = { ...digest, notes: [...digest.notes, ...narrowed] };
  return {
    post: toPost(row, all, t),
    mail: await toMail({ row, digest: all, delivery, t, locale, owner: actor.name }),
  };
}

type Given = { actor: Actor; row: ScheduleRow; today: string; t: Translate; locale: Locale };

function toDigest(report: ScheduledReport, { actor, row, ...rest }: Given): Promise<Digest> {
  const asked = { search: new URLSearchParams(row.query), ...rest };
  if (isScheduledList(report)) return digestList({ ...asked, actor, list: report });
  if (report === "usage") return digestUsage({ ...asked, by: permitActor(actor, "usage:read") });
  if (report === "claude-code")
    return digestClaudeCode({ ...asked, by: permitActor(actor, "claude-code:read") });
  if (report === "findings")
    return digestFindings({ ...asked, by: permitActor(actor, "findings:read"), ...toRhythm(row) });
  return ofCost[report]({ ...asked, by: permitActor(actor, "cost:read") });
}

const ofCost = {
  cost: digestCost,
  statement: digestStatement,
  changes: digestChanges,
  savings: digestSavings,
  actors: digestActors,
  budgets: digestBudgets,
};

type Letter = {
  row: ScheduleRow;
  digest: Digest;
  delivery: Delivery;
  t: Translate;
  locale: Locale;
  owner: string;
};

async function toMail({ row, digest, delivery, t, locale, owner }: Letter) {
  const picture = digest.chart && (await drawChart(digest.chart));
  const file = await toFile(row, digest);
  const attachments: Attachment[] = [
    ...(picture ? [{ filename: "chart.png", contentType: "image/png", content: picture, cid: "chart" }] : []),
    ...(file ? [file] : []),
  ];
  const blocks: Block[] = [
    { kind: "headline", text: digest.sentence },
    ...digest.story.map((text) => ({ kind: "text" as const, text })),
    ...(picture
      ? [{ kind: "image" as const, cid: "chart", alt: digest.chart ? describe(digest.chart, t) : "" }]
      : []),
    ...digest.notes.map((text) => ({ kind: "text" as const, text })),
    { kind: "table", ...digest.table },
    ...(digest.kind ? [{ kind: "note" as const, text: tellKind(t, digest.kind) }] : []),
    { kind: "link", label: t("mail.report.open"), href: toOwnAddress(digest.path) },
    ...(file ? [] : [{ kind: "text" as const, text: t("mail.report.fileTooLarge") }]),
    { kind: "note", text: t("mail.report.why", { owner, email: row.owner, name: row.name }) },
    {
      kind: "link",
      label: t("mail.unsubscribe"),
      href: await toUnsubscribeAddress(delivery, "/unsubscribe"),
    },
  ];
  return {
    subject: toHeaderText(`${row.name}: ${digest.span}`),
    text: toMailText(blocks),
    html: toMailHtml(row.name, locale, blocks),
    attachments,
  };
}

/** A picture of amounts says how much they are together. */
function describe({ title, span, total, most }: Chart, t: Translate): string {
  return t("mail.report.chart", { title, span, total, hasTotal: String(total !== ""), most });
}

function toPost(
  { id, name, report }: ScheduleRow,
  { sentence, story, table, notes, path }: Digest,
  t: Translate,
) {
  const lines = table.rows.slice(0, listedInMessage).map((cells) => `• ${cells.map(toSlackText).join("  ")}`);
  const link = `<${toOwnAddress(path)}|${t("mail.report.open")}>`;
  const text = [
    `*${toSlackText(name)}*`,
    toSlackText(sentence),
    ...story.map(toSlackText),
    ...lines,
    ...notes.map(toSlackText),
    link,
  ].join("\n");
  const payload = { schedule_id: id, report, path };
  return { text, metadata: { event_type: "castellan_scheduled_report", event_payload: payload } };
}

/** What kind of amounts a report has, in the words of the badge on its page. */
function tellKind(t: Translate, kind: AmountKind): string {
  return `${t(`amountKinds.${kind}`)}: ${t(`amountKinds.texts.${kind}`)}`;
}
