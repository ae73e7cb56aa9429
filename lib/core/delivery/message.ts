import "server-only";
import type { Channel } from "./vocabulary";

export type Attachment = { filename: string; contentType: string; content: Buffer; cid?: string };
export type MailContent = {
  subject: string;
  text: string;
  html: string;
  attachments?: Attachment[];
  /** Nobody can unsubscribe from it. */
  isMandatory?: true;
};

/** What a delivery says, for both ways; or why it isn't sent. */
export type Composed = { mail: MailContent; post: object } | { stopped: string };

export type Delivery = {
  id: string;
  kind: string;
  sourceId: string;
  occasion: string;
  channel: Channel;
  recipient: string;
  content: Record<string, unknown>;
  attempts: number;
};

export type Compose = (delivery: Delivery) => Promise<Composed>;

/** One line without what could end a header, hide in it, or turn it around. */
export function toHeaderText(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** For Slack and those like it, some of which read Markdown: typed text must not mention a channel or become a link. */
export function toSlackText(text: string): string {
  const escaped = toHeaderText(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return escaped.replace(/[*_~`@]|(?<=\])\(/g, (sign) => `\u200b${sign}`);
}
