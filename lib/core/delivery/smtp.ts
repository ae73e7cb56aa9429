import "server-only";
import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { env } from "@/lib/core/env/env";
import { isLoopback } from "@/lib/core/env/loopback";
import { parseMailFrom } from "@/lib/core/env/mail-from";
import { log } from "@/lib/core/log/log";
import { isBeyondSandbox } from "./loopback";
import type { MailContent } from "./message";

/**
 * Only `no_answer` leaves open whether the message arrived: its end was sent, and the server's answer never came.
 */
export type MailFailure =
  | "mail_not_set_up"
  | "beyond_sandbox"
  | "mail_unreachable"
  | "mail_login_refused"
  | "mail_refused"
  | "recipient_refused"
  | "no_answer";

export type Mail = MailContent & { id: string; to: string; unsubscribe: string | null };

const quickMs = 10_000;
const slowMs = 60_000;
/** For everything together; the outbox calls a message lost a minute later. */
const mostMs = 120_000;

export function getMailFrom(): string | null {
  return env.SMTP_URL && env.MAIL_FROM ? (parseMailFrom(env.MAIL_FROM)?.address ?? null) : null;
}

export async function sendMail(mail: Mail): Promise<MailFailure | null> {
  const from = env.MAIL_FROM ? parseMailFrom(env.MAIL_FROM) : null;
  if (!env.SMTP_URL || !from) return "mail_not_set_up";
  if (isBeyondSandbox(new URL(env.SMTP_URL).hostname)) return "beyond_sandbox";
  const message = await toMessage(mail, from);
  const connection = openConnection(new URL(env.SMTP_URL));
  // The server asks for the message only after it has accepted everything before.
  const course = { hasStarted: false };
  const body = new Readable({
    read() {
      course.hasStarted = true;
      this.push(message);
      this.push(null);
    },
  });
  const deadline = setTimeout(() => connection.close(), mostMs);
  try {
    await transmit(connection, new URL(env.SMTP_URL), { from: from.address, to: mail.to, body });
    return null;
  } catch (cause) {
    const failure = toMailFailure(cause, course.hasStarted);
    log.warn({ delivery: mail.id, failure }, "a mail was not sent");
    return failure;
  } finally {
    clearTimeout(deadline);
    connection.close();
  }
}

/** Its ID is the delivery's, so that a program that gets a message twice shows it once. */
function toMessage(mail: Mail, from: { name: string; address: string }): Promise<Buffer> {
  const { id, to, subject, text, html, attachments = [], unsubscribe } = mail;
  const composer = new MailComposer({
    from,
    to: { name: "", address: to },
    subject,
    text,
    html,
    attachments: attachments.map(({ cid, ...one }) => ({
      ...one,
      ...(cid && { cid, contentDisposition: "inline" as const }),
    })),
    messageId: `<${id}@${from.address.split("@")[1]}>`,
    headers: {
      ...(unsubscribe && {
        "List-Unsubscribe": { prepared: true, foldLines: false, value: `<${unsubscribe}>` },
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
      "Auto-Submitted": "auto-generated",
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Promise((resolve, reject) => {
    composer.compile().build((error, built) => (error ? reject(error) : resolve(built as Buffer)));
  });
}

/** Without TLS only on this machine, because reports and passwords would be readable on the way. */
function openConnection({ protocol, hostname, port }: URL): SMTPConnection {
  const secure = protocol === "smtps:";
  return new SMTPConnection({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isLoopback(hostname),
    connectionTimeout: quickMs,
    greetingTimeout: quickMs,
    dnsTimeout: quickMs,
    socketTimeout: slowMs,
  });
}

type Envelope = { from: string; to: string; body: Readable };

async function transmit(connection: SMTPConnection, url: URL, { from, to, body }: Envelope): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const step = (next: () => void) => (error?: Error | null) => (error ? reject(error) : next());
    connection.on("error", reject);
    connection.on("end", () => reject(new Error("the connection ended")));
    const send = () => connection.send({ from, to: [to] }, body, step(resolve));
    const user = decodeURIComponent(url.username);
    const login = () =>
      user === ""
        ? send()
        : connection.login({ credentials: { user, pass: decodeURIComponent(url.password) } }, step(send));
    connection.connect(step(login));
  });
}

function toMailFailure(cause: unknown, hasStarted: boolean): MailFailure {
  const { code, responseCode, command } = cause as { code?: string; responseCode?: number; command?: string };
  if (hasStarted && responseCode === undefined) return "no_answer";
  if (code === "EAUTH") return "mail_login_refused";
  if (code === "EENVELOPE" && command?.startsWith("RCPT") && (responseCode ?? 0) >= 500)
    return "recipient_refused";
  return responseCode === undefined ? "mail_unreachable" : "mail_refused";
}
