import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/session";
import { refuseCrossSite, refuseNul } from "@/lib/entry/define-route";
import { toFailure } from "@/lib/entry/failure";
import { AppError, toHttpStatus } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Sheet } from "./columns";
import { toCsv } from "./csv";
import { isExportNoun, openSheet } from "./sheets";
import { mostXlsxRows, toXlsx } from "./xlsx";

const formats = {
  csv: { contentType: "text/csv; charset=utf-8", write: toCsv },
  xlsx: { contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write: toXlsx },
} as const;
type Format = keyof typeof formats;

/** Answers `<noun>.csv` or `<noun>.xlsx`, for every noun of the contract. */
export function exportFile(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendFile(request, file, async (noun, search) => {
    if (!isExportNoun(noun)) throw new AppError("not_found", "there is no such export");
    return openSheet(noun, await getActor(), search);
  });
}

type Open = (name: string, search: URLSearchParams) => Promise<Sheet>;

/** Answers `<name>.csv` or `<name>.xlsx` as a stream. What fails before the first byte is a `Failure` with its status. */
export async function sendFile(request: Request, file: string, open: Open): Promise<Response> {
  const requestId = randomUUID();
  const headers = { "cache-control": "no-store", "x-request-id": requestId };
  const { pathname, searchParams } = new URL(request.url);
  try {
    refuseCrossSite(request.headers);
    refuseNul(searchParams);
    const { name, format } = parseFile(file);
    const sheet = await open(name, searchParams);
    if (format === "xlsx") await refuseTooMany(sheet);
    const { contentType, write } = formats[format];
    const body = await toStream(write(sheet), requestId);
    const fileName = `castellan-${name}-${sheet.period}.${format}`;
    return new Response(body, {
      headers: {
        ...headers,
        "content-type": contentType,
        "content-disposition": `attachment; filename="${fileName}"`,
      },
    });
  } catch (error) {
    const failure = toFailure(error, pathname, requestId);
    return Response.json(failure, { status: toHttpStatus(failure.code), headers });
  }
}

function parseFile(file: string): { name: string; format: Format } {
  const [, name, format] = /^([a-z-]+)\.(csv|xlsx)$/.exec(file) ?? [];
  if (name === undefined || (format !== "csv" && format !== "xlsx"))
    throw new AppError("not_found", "there is no such export");
  return { name, format };
}

async function refuseTooMany(sheet: Sheet): Promise<void> {
  if (await sheet.isLongerThan(mostXlsxRows - 1))
    throw new AppError("too_large", `a worksheet holds ${mostXlsxRows} rows, its header among them`);
}

/** Waits for the first rows, so that a failing query still has a status, then reads on only as fast as the client. */
async function toStream(
  pieces: AsyncGenerator<Uint8Array>,
  requestId: string,
): Promise<ReadableStream<Uint8Array>> {
  const waiting: IteratorResult<Uint8Array>[] = [await pieces.next(), await pieces.next()];
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = waiting.shift() ?? (await pieces.next());
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        // The status is sent: breaking off is the only way left to say that the file is not whole.
        log.error({ err: error, requestId }, "export broke off");
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
