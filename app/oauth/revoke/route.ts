import { answerOAuth } from "@/lib/across/connections/answer";
import { revoke } from "@/lib/across/connections/token-endpoint";

export function POST(request: Request): Promise<Response> {
  return answerOAuth(() => revoke(request));
}
