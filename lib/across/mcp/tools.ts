import "server-only";
import { listTools } from "./lists";
import { peopleTools } from "./people";
import { proposingTools } from "./propose";
import { reportTools } from "./reports";
import type { Tool } from "./tool";

/** All that programs can ask over MCP. */
export const tools: readonly Tool[] = [...peopleTools, ...listTools, ...reportTools, ...proposingTools];
