import { verifyChain } from "@/lib/audit/verify";
import { closeDatabase } from "@/lib/db/client";

const sentences = {
  removed: "is missing",
  changed: "was changed",
  inserted: "was inserted",
  reordered: "is out of order",
};

const unproven = {
  none: "it was never sealed, as in a store that was written before there were seals; the next line seals it",
  foreign: "it was sealed with another NEXTAUTH_SECRET, or forged; the next line seals it anew",
};

try {
  const { lines, head, seal, break: found } = await verifyChain();
  if (found) {
    console.log(
      `The audit log is NOT intact: line ${found.seq} ${sentences[found.kind]}. ${lines} lines before it are sound.`,
    );
    process.exitCode = 1;
  } else if (seal !== "sound" && lines > 0) {
    console.log(
      `The ${lines} lines of the audit log are sound, but its end is NOT proven: ${unproven[seal]}. Head: ${head.seq} ${head.hash}`,
    );
    process.exitCode = 1;
  } else {
    console.log(`The audit log is intact: ${lines} lines. Head: ${head.seq} ${head.hash}`);
  }
} catch (cause) {
  console.log(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 2;
} finally {
  await closeDatabase();
}
