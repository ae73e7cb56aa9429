import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  // Parsed by the build, so that no browser loads the parser.
  experimental: { messages: { path: "./messages", locales: "infer", format: "json", precompile: true } },
});

const config: NextConfig = {
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // The SDK's errors are told by their classes, of which there may be only one: bundled, every page has its own.
  serverExternalPackages: [
    "@anthropic-ai/sdk",
    "@electric-sql/pglite",
    "@opentelemetry/context-async-hooks",
    "@opentelemetry/exporter-metrics-otlp-http",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-metrics",
    "@opentelemetry/sdk-trace-base",
    "pg",
    "pino",
    "pino-pretty",
  ],
  typedRoutes: true,
  // What only develops and tests is not installed where this is served; `npm run check` reads all of it.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  // For static files, too, which proxy.ts leaves to Next.
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
      ],
    },
  ],
  // `forbidden()`: a person without the right is told so, not that the page is missing.
  experimental: {
    authInterrupts: true,
    // The server writes to DATA_DIR alone.
    isrFlushToDisk: false,
    // A file of invites: two megabytes, and what their quotes add in JSON.
    serverActions: { bodySizeLimit: "5mb" },
  },
};

export default withNextIntl(config);
