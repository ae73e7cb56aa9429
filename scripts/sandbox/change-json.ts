/** The same response with another body; what isn't JSON stays. */
export async function changeJson(response: Response, change: (body: unknown) => unknown): Promise<Response> {
  if (!response.headers.get("content-type")?.includes("json")) return response;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return Response.json(change(await response.json()), { status: response.status, headers });
}
