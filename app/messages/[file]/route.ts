import { getCatalog } from "@/i18n/catalog";
import { locales } from "@/i18n/locale";

const forever = "public, max-age=31536000, immutable";

/** During a rolling update, a browser may ask for another server's catalog; this server answers with its own. */
export async function GET(_: Request, { params }: RouteContext<"/messages/[file]">): Promise<Response> {
  const [name, asked, ending, ...more] = (await params).file.split(".");
  const locale = locales.find((one) => one === name);
  if (!locale || ending !== "json" || more.length > 0) return new Response(null, { status: 404 });
  const { text, version } = await getCatalog(locale);
  const headers = {
    "content-type": "application/json",
    "cache-control": asked === version ? forever : "no-store",
  };
  return new Response(text, { headers });
}
