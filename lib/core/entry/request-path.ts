import "server-only";

/** As Next routes it, so that `/_next/static/../../` is no file and `/x/../api/auth/` is a sign-in. */
export function toPath(url: string): string {
  const address = url.startsWith("/") ? `http://localhost${url}` : url;
  return URL.canParse(address) ? new URL(address).pathname : "";
}
