import { getDocument } from "@/lib/across/rest/openapi";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  return Response.json(await getDocument());
}
