import "server-only";
import { toCookie } from "./cookies";
import { type AttemptOutcome, attemptOutcomes } from "./vocabulary";

const names = [true, false].map((isSecure) => toCookie("sessionToken", isSecure).name);

export function hasSessionCookie(response: Response): boolean {
  return response.headers
    .getSetCookie()
    .some((line) => names.some((name) => line.startsWith(`${name}=`) && !line.startsWith(`${name}=;`)));
}

/** Derived from where next-auth sends the browser. Null if it wasn't an attempt. */
export async function toOutcome(
  response: Response,
  ofProvider: string | null,
): Promise<AttemptOutcome | null> {
  const target = response.headers.get("location") ?? (await readUrl(response));
  if (target === null || target.includes("csrf=true")) return null;
  const reason = new URL(target, "http://localhost").searchParams.get("error");
  if (ofProvider === "access_denied") return "cancelled";
  if (reason === "OAuthCallback" || reason === "Callback") return "provider";
  return attemptOutcomes.find((outcome) => outcome === reason) ?? "failed";
}

/** Our own forms ask for JSON instead of a redirect. */
async function readUrl(response: Response): Promise<string | null> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const url = typeof body === "object" && body && "url" in body ? body.url : null;
  return typeof url === "string" ? url : null;
}
