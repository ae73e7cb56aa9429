import "server-only";
import pino from "pino";
import { env } from "@/lib/env";
import { once } from "@/lib/once";

/** JSON lines on standard output. Credentials are cut out here as well, in case a caller passes an object that holds one. */
export const log = once("log", () =>
  pino({
    level: env.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ["*.authorization", "*.cookie", "*.apiKey", "headers.authorization", 'headers["x-api-key"]'],
      censor: "[redacted]",
    },
  }),
);
