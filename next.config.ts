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
  serverExternalPackages: ["@anthropic-ai/sdk", "@electric-sql/pglite", "pg", "pino"],
  typedRoutes: true,
  // `forbidden()`: a person without the right is told so, not that the page is missing.
  experimental: {
    authInterrupts: true,
    // A file of invites: two megabytes, and what their quotes add in JSON.
    serverActions: { bodySizeLimit: "5mb" },
  },
};

export default withNextIntl(config);
