import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./i18n/request.ts");

const config: NextConfig = {
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // The SDK's errors are told by their classes, of which there may be only one: bundled, every page has its own.
  serverExternalPackages: ["@anthropic-ai/sdk", "@electric-sql/pglite", "pg", "pino"],
  typedRoutes: true,
};

export default withNextIntl(config);
