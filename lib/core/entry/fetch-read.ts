import { type QueryKey, queryOptions, type UndefinedInitialDataOptions } from "@tanstack/react-query";
import { AppError, type Failure, toUnreachable } from "@/lib/core/errors/errors";
import type { Read } from "./define-read";

type AnswerOf<Declared> = Declared extends Read<infer Answer, unknown> ? Answer : never;
type GivenOf<Declared> = Declared extends Read<unknown, infer Given> ? Given : never;
type Asked<Given> = {
  /** Fields, or the text of a serializer, which begins with `?`. */
  search?: Given | string;
  /** The body of reads that are a POST. */
  body?: Given;
};
type Options<Answer, Key extends QueryKey> = Omit<
  UndefinedInitialDataOptions<Answer, Error, Answer, Key>,
  "queryKey" | "queryFn"
>;

/** Makes the browser's queries of a noun's reads. Only the types of the declarations come to the browser. */
export function queriesOf<Reads extends Record<string, Read>>() {
  return function query<const Key extends QueryKey, Address extends keyof Reads & string>(
    queryKey: Key,
    address: Address,
    asked: Asked<GivenOf<Reads[Address]>> & Options<AnswerOf<Reads[Address]>, Key> = {},
  ) {
    const { search, body, ...options } = asked;
    return queryOptions({
      // Sound: what is left of both is the options. The compiler can't tell with an open address.
      ...(options as Options<AnswerOf<Reads[Address]>, Key>),
      queryKey,
      queryFn: ({ signal }) => fetchRead<AnswerOf<Reads[Address]>>(toPath(address, search), body, signal),
    });
  };
}

/** For what is asked outside of a query. */
export function fetchesOf<Reads extends Record<string, Read>>() {
  return <Address extends keyof Reads & string>(
    address: Address,
    search?: GivenOf<Reads[Address]>,
    signal?: AbortSignal,
  ) => fetchRead<AnswerOf<Reads[Address]>>(toPath(address, search), undefined, signal);
}

/** @throws AppError with the read's Failure; `server_unreachable` without an answer */
async function fetchRead<Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  const posted = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const headers = { accept: "application/json" };
  const response = await fetch(path, { headers, signal: signal ?? null, ...posted }).catch((cause) => {
    throw toUnreachable(cause);
  });
  const answer: unknown = await response.json().catch(() => null);
  // Sound: the type is that of the read that is declared for this address.
  if (response.ok) return answer as Answer;
  const failure = toFailure(answer);
  throw new AppError(failure.code, `${path} answered ${response.status}`, failure);
}

/** Fields without a value are left out. */
function toPath(address: string, search: unknown): string {
  if (typeof search === "string") return `/api/${address}${search}`;
  const given = Object.entries(search ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const fields = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
  return `/api/${address}${fields.size > 0 ? `?${fields}` : ""}`;
}

function toFailure(body: unknown): Failure {
  const isFailure = typeof body === "object" && body !== null && "code" in body;
  return isFailure ? (body as Failure) : { code: "internal" }; // Sound: reads fail with a Failure only.
}
