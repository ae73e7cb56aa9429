import { toQuantile } from "./figures";
import type { Bench } from "./part";
import { Prober } from "./probes";

const files = {
  "claude-code.csv, a year by day": "/api/export/claude-code.csv?range=365d&group=day",
  "claude-code.csv, a year by day and person": "/api/export/claude-code.csv?range=365d&group=day,actor",
  "members.csv": "/api/export/members.csv",
  "access.csv": "/api/export/access.csv",
  "usage.csv, the finest":
    "/api/export/usage.csv?range=30d&group=day,workspace,workspace_id,model,api_key,api_key_id,service_tier,context_window",
};
const rounds = 3;
const betweenProbesMs = 5;

export async function measureFiles({ site, admin, note }: Bench): Promise<void> {
  for (const [name, path] of Object.entries(files)) {
    const all: { firstByteMs: number; totalMs: number; waitMs: number; bytes: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const prober = new Prober(site.url, betweenProbesMs);
      const file = await admin.download(path);
      all.push({ ...file, waitMs: await prober.stop(1) });
    }
    const ofRounds = (measure: "firstByteMs" | "totalMs" | "waitMs" | "bytes", at = 0.5) =>
      toQuantile(
        all.map((one) => one[measure]),
        at,
      );
    note(name, "first byte", ofRounds("firstByteMs"), "ms");
    note(name, "total", ofRounds("totalMs"), "ms");
    note(name, "size", ofRounds("bytes") / 1000, "kB");
    note(name, "wait of others, max", ofRounds("waitMs", 1), "ms");
  }
}
