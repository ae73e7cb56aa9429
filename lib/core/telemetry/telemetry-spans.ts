import "server-only";
import type { Attributes } from "@opentelemetry/api";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import { nameRead } from "./served-reads";

/** What a span may contain. Addresses, queries, headers, messages, and stacks can identify people. */
const kept = [
  "error.type",
  "http.method",
  "http.request.method",
  "http.request.resend_count",
  "http.response.status_code",
  "http.route",
  "http.status_code",
  "next.route",
  "next.rsc",
  "next.span_type",
  "server.address",
  "server.port",
  "url.template",
];

/** Lets only `kept` through: Next and the SDK record whole addresses, including queries. */
export class SafeExporter implements SpanExporter {
  constructor(private readonly inner: SpanExporter) {}

  export(...[spans, done]: Parameters<SpanExporter["export"]>): void {
    this.inner.export(spans.map(toSafeSpan), done);
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.inner.forceFlush?.();
  }
}

function toSafeSpan(span: ReadableSpan): ReadableSpan {
  const path = String(span.attributes["http.target"] ?? "").split("?", 1)[0] ?? "";
  const attributes = Object.fromEntries(
    Object.entries(span.attributes)
      .filter(([key]) => kept.includes(key))
      .map(([key, value]) => [key, key.endsWith(".route") ? nameRead(String(value), path) : value]),
  );
  const safe = {
    name: toName(span, attributes),
    attributes,
    status: { code: span.status.code },
    events: [],
    links: [],
  };
  // Sound: the rest is inherited from the span itself.
  return Object.assign(Object.create(span), safe) as ReadableSpan;
}

/** Next puts addresses into names. A request's span is named by its route, others by what they are. */
function toName({ name, instrumentationScope }: ReadableSpan, attributes: Attributes): string {
  const type = attributes["next.span_type"];
  if (instrumentationScope.name !== "next.js" && type === undefined) return name;
  if (type !== "BaseServer.handleRequest") return String(type ?? "next");
  return `${attributes["http.method"] ?? "?"} ${attributes["next.route"] ?? attributes["http.route"] ?? "other"}`;
}
