import "server-only";
import type { Locale } from "@/i18n/locale";
import { toClient } from "@/lib/account/sessions/browser-name";
import { database } from "@/lib/core/db/client";
import { listAdmins, listKnown } from "@/lib/core/delivery/addresses-store";
import { enqueue } from "@/lib/core/delivery/outbox-store";
import { getMailFrom } from "@/lib/core/delivery/smtp";
import { after, type Content, type One } from "./content";
import { listLocales } from "./device-store";
import { canBeSummed, hourMs, mostPerHour, toPerson } from "./kinds";
import { countMails, findSpan, listNewLines, moveCursor, type NewLine, toCountKey } from "./store";

const summary = "summary";

/** Queues a mail to whom it concerns and to each admin for what the audit log has got since the last time. */
export async function expandNotices(now: Date): Promise<void> {
  const span = await findSpan();
  if (!span) return;
  const found = getMailFrom() === null ? [] : await listNewLines(span, now);
  const lines = found.map((line) => ({ ...line, owner: after.parse(line.after).owner }));
  const mails = lines.length === 0 ? [] : await toMails(lines, now);
  const db = await database();
  await db.transaction(async (tx) => {
    if (!(await moveCursor(tx, span))) return;
    for (const { recipient, at, ...about } of mails)
      await enqueue(tx, { kind: "notice", ...about }, [{ channel: "person", id: recipient }], at);
  });
}

type Line = NewLine & { owner: string | null | undefined };
type Mail = { recipient: string; at: Date; sourceId: string; occasion: string; content: Content };

async function toMails(lines: readonly Line[], now: Date): Promise<Mail[]> {
  const hour = new Date(Math.floor(now.getTime() / hourMs) * hourMs);
  const admins = await listAdmins();
  const known = await listKnown(lines.flatMap((line) => toPerson(line.action, line) ?? []));
  const locales = await listLocales([...admins, ...known, ...lines.map(({ actorEmail }) => actorEmail)]);
  const counts = await countMails("session.new_device", hour);
  return lines.flatMap((line) => {
    const person = toPerson(line.action, line);
    const concerned = known.filter((one) => one === person);
    return [...new Set([...concerned, ...admins])].map((recipient) => {
      const locale = locales.get(recipient) ?? locales.get(line.actorEmail) ?? "en";
      if (canBeSummed(line.action)) {
        const key = toCountKey(recipient, line.actorEmail);
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        if (count > mostPerHour) return { recipient, ...toSummary(hour, locale) };
      }
      const content = { ...toOne(line, person), locale };
      return { recipient, at: now, sourceId: line.entryId, occasion: line.action, content };
    });
  });
}

/** Sent once the hour is over. */
function toSummary(hour: Date, locale: Locale): Omit<Mail, "recipient"> {
  const since = hour.toISOString();
  const at = new Date(hour.getTime() + hourMs);
  return { at, sourceId: summary, occasion: since, content: { kind: "many", since, locale } };
}

function toOne({ action, at, actorEmail, address, method, ...line }: NewLine, person: string | null): One {
  const state = after.parse(line.after);
  const { browser, system } = line.userAgent === null ? state : toClient(line.userAgent);
  return {
    kind: "one",
    action,
    at: at.toISOString(),
    actor: actorEmail,
    person,
    address,
    method,
    after: { ...state, browser, system },
  };
}
