import "server-only";

export type MailFrom = { name: string; address: string };

/** "Castellan <castellan@northwind.example>" or the address alone; null for anything else. */
export function parseMailFrom(text: string): MailFrom | null {
  const [, name = "", inside] = /^(?:"?([^"<>\p{Cc}]*?)"?\s*)<([^<>\s]+)>$/u.exec(text.trim()) ?? [];
  const address = inside ?? text.trim();
  return /^[!-~]+@[a-z0-9.-]+$/i.test(address) ? { name: name.trim(), address } : null;
}
