import { answerOAuth } from "@/lib/across/connections/answer";
import { giveTokens } from "@/lib/across/connections/token-endpoint";

export function POST(request: Request): Promise<Response> {
  return answerOAuth(() => giveTokens(request));
}
