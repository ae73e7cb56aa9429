import { readFileSync, writeFileSync } from "node:fs";
import { toBill } from "./bill";
import { runCommand } from "./command";

/** `npm run sbom -- [FILE]`: what an installation consists of, without development packages, as CycloneDX. */
await runCommand(async () => {
  const file = process.argv[2] ?? "sbom.cdx.json";
  const bill = toBill(readFileSync("package-lock.json", "utf8"));
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`${bill.components.length} packages in ${file}`);
});
