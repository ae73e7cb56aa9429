import "server-only";
import { toCookie } from "./cookies";
import { type AttemptOutcome, attemptOutcomes } from "./vocabulary";

const names = [true, false].map((isSecure) => toCookie("sessionToken", isSecure).name);

/** The token of the session that was opened, if one was. */
export function readSessionCookie(response: Response): string | null {
  const lines = response.headers.getSetCookie();
  const name = names.find((one) => lines.some((line) => line.startsWith(`${one}=`)));
  const [pair] = lines.find((line) => line.startsWith(`${name}=`))?.split(";") ?? [];
  return pair?.slice(pair.indexOf("=") + 1) || null;
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
