import "server-only";
import { announce, log } from "./log";

/** Runs in its own process, so that the test controls its output. */
log.info(
  { audit: { seq: 12, hash: "abc", phase: "outcome", action: "member.change_role", outcome: "succeeded" } },
  "audit",
);
log.warn({ reason: "ECONNRESET" }, "lost a database connection");
log.error({ err: new Error("it broke", { cause: new TypeError("no such thing") }) }, "internal error");
const hostile = "no\u001b[2J\u202e\n[09:00:00] INFO: forged";
log.warn({ reason: hostile }, "sign-in problem");
log.error({ err: new Error(hostile, { cause: new TypeError(hostile) }) }, "internal error");
const url = "http://localhost:3000/sign-in/link?token=abc";
announce({ url }, `Sign in as the first admin (one use, 15 minutes): ${url}`);
