import { respondToMcp } from "@/lib/across/mcp/serve";

export { respondToMcp as DELETE, respondToMcp as GET, respondToMcp as POST };
