import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  // Parsed at build time, so that browsers don't load the parser.
  experimental: { messages: { path: "./messages", locales: "infer", format: "json", precompile: true } },
});

const config: NextConfig = {
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // The SDK's errors are recognized by class, and bundling would give every page its own.
  serverExternalPackages: [
    "@anthropic-ai/sdk",
    "@electric-sql/pglite",
    "@opentelemetry/context-async-hooks",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-base",
    "pg",
    "pino",
    "pino-pretty",
  ],
  typedRoutes: true,
  // In browsers, the second entry would bring the parsers of URLs a second time.
  turbopack: { resolveAlias: { "nuqs/server": { browser: "./lib/core/address/nuqs-in-browsers.ts" } } },
  // Development and test packages aren't installed on servers; `npm run check` covers everything.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  rewrites: async () => ({
    beforeFiles: [],
    afterFiles: [],
    // Strangers get the plain page without being asked to sign in.
    fallback: ["castellan.session", "__Host-castellan.session"].map((key) => ({
      source: "/((?!_next/).*)",
      has: [{ type: "cookie", key }],
      destination: "/unknown",
    })),
  }),
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
      ],
    },
    // Opened as a page, a file shows itself and nothing else. Pages have the policy of proxy.ts.
    ...["/_next/static/:path*", "/messages/:path*"].map((source) => ({
      source,
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    })),
  ],
  // `forbidden()`: people without permission learn that, instead of seeing a missing page.
  experimental: {
    authInterrupts: true,
    // React's hints to preload, which nothing here calls, are half a kilobyte of every page.
    turbopackCjsTreeShaking: true,
    isrFlushToDisk: false,
    // Few large files compress 4 % better than many small ones; pages opened later load only the parts that they lack.
    turbopackChunking: {
      minChunkSize: 1_000_000,
      requestCost: 3_000_000,
      maxMergeChunkSize: 1_500_000,
      generateComponentChunks: true,
    },
    // A file of invites: two megabytes plus JSON escaping. Elsewhere, lib/core/entry/body-limit.ts takes less.
    serverActions: { bodySizeLimit: "5mb" },
  },
};

export default withNextIntl(config);
