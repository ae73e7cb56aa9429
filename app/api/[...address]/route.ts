import { serveReads } from "@/lib/entry/serve-reads";

export const { GET, POST } = serveReads([]);
