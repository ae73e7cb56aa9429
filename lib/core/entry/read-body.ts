import "server-only";
import { AppError } from "@/lib/core/errors/errors";

/**
 * Next limits the body of actions, but a route would read any amount.
 * @throws AppError too_large
 */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new AppError("too_large", `the body has more than ${maxBytes} bytes`, {
        reason: "file_too_large",
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
