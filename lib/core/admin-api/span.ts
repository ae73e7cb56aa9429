import "server-only";
import type { Middleware } from "@anthropic-ai/sdk/core/middleware";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/** Endpoint names are lowercase words; everything else in a path is an ID. */
const word = /^(v\d+|[a-z_]+)$/;

/** One OpenTelemetry span per attempt, without IDs, query, headers, or body. */
export const withSpan: Middleware = (request, next) => {
  const { hostname, pathname } = new URL(request.url);
  const template = pathname
    .split("/")
    .map((part) => (part === "" || word.test(part) ? part : "{id}"))
    .join("/");
  const attributes = {
    "http.request.method": request.method,
    "url.template": template,
    "server.address": hostname,
  };
  const options = { kind: SpanKind.CLIENT, attributes };
  return trace
    .getTracer("castellan")
    .startActiveSpan(`${request.method} ${template}`, options, async (span) => {
      try {
        const response = await next(request);
        span.setAttribute("http.response.status_code", response.status);
        if (!response.ok) span.setStatus({ code: SpanStatusCode.ERROR });
        return response;
      } catch (cause) {
        span.setAttribute("error.type", cause instanceof Error ? cause.name : "unknown");
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw cause;
      } finally {
        span.end();
      }
    });
};
