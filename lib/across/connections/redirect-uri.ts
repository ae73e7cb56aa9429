import "server-only";
import { isLoopback } from "@/lib/core/env/loopback";

const maxLength = 500;
/** Those of editors, which have registered no domain of their own. */
const editors = ["cursor:", "vscode:", "vscode-insiders:"];
/** RFC 8252: a domain name in reverse. A scheme without a period, such as that of scripts, could be anything. */
const privateUse = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/;

/** Whether a person may be sent there with a code: an encrypted site, a program on their own machine, or an app. */
export function isRedirectUri(text: string): boolean {
  if (text.length > maxLength || /[\s#\\\p{Cc}]/u.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password) return false;
  if (protocol === "https:") return true;
  if (protocol === "http:") return isLoopback(hostname);
  return editors.includes(protocol) || privateUse.test(protocol);
}

/** Whether the address is the person's own machine, where nobody else listens. */
function isOwnMachine(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === "http:" && isLoopback(hostname);
}

/** What a person recognizes of where they are sent; null for a program on their own machine. */
export function toDestination(text: string): string | null {
  if (isOwnMachine(text)) return null;
  const { protocol, host } = new URL(text);
  return protocol === "https:" ? host : protocol;
}

/** The same text; only a program on the person's machine may choose its port anew each time. */
export function isSameRedirect(registered: string, asked: string): boolean {
  if (registered === asked) return true;
  if (!URL.canParse(registered) || !isRedirectUri(asked)) return false;
  return isOwnMachine(registered) && isOwnMachine(asked) && withoutPort(registered) === withoutPort(asked);
}

function withoutPort(text: string): string {
  const url = new URL(text);
  url.port = "";
  return url.href;
}
