import { readFileSync } from "node:fs";
import { runCommand } from "./command";
import { listSupplyProblems } from "./supply";

/** Part of `npm run check`: verifies what is installed. */
await runCommand(async () => {
  const problems = listSupplyProblems({
    manifest: readFileSync("package.json", "utf8"),
    lock: readFileSync("package-lock.json", "utf8"),
    npmrc: readFileSync(".npmrc", "utf8"),
  });
  if (problems.length > 0)
    throw new Error(`Dependencies:\n${problems.map((each) => `  ${each}`).join("\n")}`);
});
