import { afterEach, expect, test, vi } from "vitest";
import { withWholeBody } from "./middleware";

afterEach(() => {
  vi.restoreAllMocks();
});

type Asked = Parameters<typeof withWholeBody>;
const json = { "content-type": "application/json", "request-id": "req_1" };

function answer(body: BodyInit | null, init: ResponseInit): Promise<Response> {
  // Sound: the middleware passes request and context on without reading them.
  const [request, context] = [new Request("http://api.test"), {}] as unknown as [Asked[0], Asked[2]];
  return withWholeBody(request, async () => new Response(body, init), context);
}

test("a proxy's page is a bad answer with a request ID to quote", async () => {
  const page = answer("<html>Sign in</html>", {
    headers: { "content-type": "text/html", "request-id": "req_1" },
  });
  await expect(page).rejects.toMatchObject({ code: "bad_answer", failure: { requestId: "req_1" } });
});

test("half of an object is a bad answer", async () => {
  await expect(answer('{"data":[{"id":"us', { headers: json })).rejects.toMatchObject({ code: "bad_answer" });
});

test("a body that breaks off is a bad answer", async () => {
  const broken = new ReadableStream({ start: (stream) => stream.error(new Error("socket hang up")) });
  await expect(answer(broken, { headers: json })).rejects.toMatchObject({
    code: "bad_answer",
    message: "the API's answer broke off",
  });
});

test("a body that never ends is given up", async () => {
  const late = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockReturnValue(late.signal);
  const stalled = answer(new ReadableStream({}), { headers: json });
  const refused = expect(stalled).rejects.toMatchObject({
    code: "bad_answer",
    message: "the API's answer stalled",
  });
  await Promise.resolve();
  late.abort();
  await refused;
});

test("an error keeps its status and text in any form", async () => {
  const gateway = await answer("<html>Bad gateway</html>", {
    status: 502,
    headers: { "content-type": "text/html" },
  });
  expect(gateway.status).toBe(502);
  expect(await gateway.text()).toContain("Bad gateway");
});

test("JSON is read whatever its header, and decoded only once", async () => {
  const odd = { "content-type": "text/plain", "content-encoding": "gzip", "content-length": "999" };
  const response = await answer('{"id":"org_1"}', { headers: odd });
  expect(Object.fromEntries(response.headers)).toEqual({ "content-type": "application/json" });
  expect(await response.json()).toEqual({ id: "org_1" });
});

test("only a 429 with a delay is worth another try", async () => {
  const capped = await answer("{}", { status: 429, headers: json });
  expect(capped.headers.get("x-should-retry")).toBe("false");
  const busy = await answer("{}", { status: 429, headers: { ...json, "retry-after": "3" } });
  expect(busy.headers.get("x-should-retry")).toBeNull();
});

const date = "Sun, 29 Nov 2026 21:00:00 GMT";
test.each([
  ["seconds", { "retry-after": "17" }, "17"],
  ["milliseconds", { "retry-after-ms": "1500", "retry-after": "9" }, "2"],
  ["a date by the API's clock", { date, "retry-after": "Sun, 29 Nov 2026 21:00:30 GMT" }, "30"],
  ["a date that has passed", { date, "retry-after": "Sun, 29 Nov 2026 20:00:00 GMT" }, "0"],
  ["a year", { "retry-after": "31536000" }, "3600"],
  ["more milliseconds than a timer has", { "retry-after-ms": "1e300" }, "3600"],
  ["no time", { "retry-after": "soon" }, "soon"],
  ["nothing", {}, null],
])("a delay of %s becomes seconds of at most an hour", async (_, headers, expected) => {
  const response = await answer("{}", { status: 429, headers: { ...json, ...headers } });
  expect(response.headers.get("retry-after")).toBe(expected);
  expect(response.headers.get("retry-after-ms")).toBeNull();
});
