import "server-only";

const home = "/";
const notAPage = /^\/(api|sign-in)(\/|$)/;

/** A page of this origin, whatever was requested; anything else becomes `/`. */
export function toSafePath(target: string | null | undefined, origin: string): string {
  if (!target || !URL.canParse(target, origin)) return home;
  const url = new URL(target, origin);
  // "/.//evil.example" keeps our origin, but its path is an address without a scheme.
  if (url.origin !== origin || url.pathname.startsWith("//") || notAPage.test(url.pathname)) return home;
  return `${url.pathname}${url.search}${url.hash}`;
}
