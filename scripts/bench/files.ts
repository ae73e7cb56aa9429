import { type Note, toQuantile } from "./figures";
import { Prober } from "./prober";
import type { Visitor } from "./visitor";

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

export async function measureFiles(visitor: Visitor, note: Note, say: (text: string) => void): Promise<void> {
  for (const [name, path] of Object.entries(files)) {
    say(name);
    const firstBytes: number[] = [];
    const totals: number[] = [];
    const waits: number[] = [];
    let bytes = 0;
    for (let round = 0; round < rounds; round++) {
      const prober = new Prober(visitor.url, betweenProbesMs);
      const file = await visitor.download(path);
      waits.push(...(await prober.stop()));
      firstBytes.push(file.firstByteMs);
      totals.push(file.totalMs);
      bytes = file.bytes;
    }
    note(name, "first byte", toQuantile(firstBytes, 0.5), "ms");
    note(name, "total", toQuantile(totals, 0.5), "ms");
    note(name, "size", bytes / 1000, "kB");
    note(name, "wait of others, p99", toQuantile(waits, 0.99), "ms");
    note(name, "wait of others, max", toQuantile(waits, 1), "ms");
  }
}
