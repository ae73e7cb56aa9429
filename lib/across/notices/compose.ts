import "server-only";
import { getSignInMethods } from "@/lib/core/auth/methods";
import { personas } from "@/lib/core/auth/vocabulary";
import { listAdmins } from "@/lib/core/delivery/addresses-store";
import { type Composed, type Delivery, toHeaderText } from "@/lib/core/delivery/message";
import { getTranslator, type Translate } from "@/lib/core/delivery/translate";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { formatDay } from "@/lib/core/format/format";
import { content, type One } from "./content";
import { hourMs, kinds, mostPerHour, toPerson } from "./kinds";
import { type Told as Mailed, toDetails, toMail, toMoment } from "./mail";
import { listLines } from "./store";

type Told = Mailed & { isOwn: boolean };

/** Sends a notice to the person concerned and to those who are admins when it is sent. */
export async function composeNotice({ recipient, content: given }: Delivery): Promise<Composed> {
  const known = content.parse(given);
  const t = await getTranslator(known.locale);
  const isAdmin = (await listAdmins()).includes(recipient);
  if (known.kind === "one") {
    const told = { t, locale: known.locale, isOwn: known.person === recipient };
    return told.isOwn || isAdmin ? toNotice(told, toTitle(known, told), toRows(known, told)) : gone;
  }
  const since = new Date(known.since);
  const all = await listLines(since, new Date(since.getTime() + hourMs));
  const lines = all.filter((line) => isAdmin || toPerson(line.action, line) === recipient);
  if (lines.length === 0) return gone;
  const told = { t, locale: known.locale, isOwn: !isAdmin };
  const title = t("mail.notice.many", { count: lines.length, since: toMoment(since, known.locale) });
  return toNotice(told, title, toCounts(lines, t), t("mail.notice.manyText", { count: mostPerHour }));
}

/** Who did what, and how often. */
function toCounts(lines: Awaited<ReturnType<typeof listLines>>, t: Translate): string[][] {
  const counts = new Map<string, number>();
  for (const { actorEmail, action } of lines) {
    const label = `${actorEmail}: ${t(`activity.did.${action}`)}`;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].slice(0, mostRows).map(([label, count]) => [label, String(count)]);
}

const mostRows = 50;
const gone = { stopped: "recipient_removed" };

function toTitle({ action, person, actor, after }: One, told: Told): string {
  const { t, isOwn } = told;
  const values = {
    isOwn: String(isOwn),
    client: toClient(after, t),
    person: toHeaderText(person ?? actor),
    role: toRole(after.persona, t),
  };
  return t(`mail.notice.titles.${action}`, values);
}

function toRows({ action, at, actor, address, method, after }: One, { t, locale }: Told): string[][] {
  const details = {
    name: after.name,
    persona: after.persona && toRole(after.persona, t),
    expiresOn: after.expiresOn && formatDay(after.expiresOn, locale),
  };
  const known = [
    [t("mail.notice.at"), toMoment(new Date(at), locale)],
    [t("mail.notice.by"), actor],
    ...kinds[action].fields.map((field) => [t(`mail.notice.fields.${field}`), details[field]]),
    [t("sessions.browser"), toClient(after, t)],
    [t("sessions.address"), address],
    [t("sessions.method"), method && toMethod(method, t)],
  ];
  return known.flatMap(([label, value]) => (label && value ? [[label, value]] : []));
}

function toNotice(told: Told, title: string, rows: string[][], text?: string): Composed {
  const { t, isOwn } = told;
  const whose = isOwn ? "own" : "admin";
  return toMail(told, title, [
    ...(text ? [{ kind: "text" as const, text }] : []),
    toDetails(told, rows),
    { kind: "text", text: t(`mail.notice.advice.${whose}`) },
    {
      kind: "link",
      label: t(`mail.notice.open.${whose}`),
      href: toOwnAddress(isOwn ? "/me" : "/settings?tab=access"),
    },
    { kind: "note", text: t(`mail.notice.why.${whose}`) },
  ]);
}

/** Anyone can name a browser, so that it must not read as an address that a mail program would link. */
function toClient({ browser, system }: Pick<One["after"], "browser" | "system">, t: Translate): string {
  const [name, on] = [browser, system].map((one) => one?.replace(/[^\p{L}\p{N} +_-]+/gu, " ").trim());
  if (!name) return t("sessions.unknownBrowser");
  return on ? t("sessions.onSystem", { browser: name, system: on }) : name;
}

function toRole(persona: string | null | undefined, t: Translate): string {
  const known = personas.find((one) => one === persona);
  return known ? t(`shell.persona.${known}`) : (persona ?? "");
}

function toMethod(method: string, t: Translate): string {
  if (method === "link" || method === "sandbox") return t(`sessions.methods.${method}`);
  return getSignInMethods().providers.find(({ id }) => id === method)?.name ?? method;
}
