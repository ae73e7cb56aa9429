import { describePack } from "@/lib/governance/reviews/pack/sentence";
import { verifyPack } from "@/lib/governance/reviews/pack/verify";

const usage = "Usage: npm run review:verify -- FILE [--public-key KEY]";

/** `npm run review:verify` exits 0 if the pack is as it was signed, 1 if it isn't, and 2 if it can't be read. */
try {
  const [path, option, key, ...rest] = process.argv.slice(2);
  const isOdd = rest.length > 0 || (option !== undefined && (option !== "--public-key" || !key));
  if (!path || path.startsWith("--") || isOdd) throw new Error(usage);
  const report = await verifyPack(path, key);
  for (const line of describePack(report, key !== undefined)) console.log(line);
  if (report.faults.length > 0) process.exitCode = 1;
} catch (cause) {
  console.log(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 2;
}
