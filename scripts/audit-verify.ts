import { verifyChain } from "@/lib/audit/verify";
import { closeDatabase } from "@/lib/db/client";

const sentences = {
  removed: "is missing",
  changed: "was changed",
  inserted: "was inserted",
  reordered: "is out of order",
};

try {
  const { lines, head, break: found } = await verifyChain();
  if (found) {
    console.log(
      `The audit log is NOT intact: line ${found.seq} ${sentences[found.kind]}. ${lines} lines before it are sound.`,
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
