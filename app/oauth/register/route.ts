import { answerOAuth } from "@/lib/across/connections/answer";
import { readRegistration } from "@/lib/across/connections/registration";

export function POST(request: Request): Promise<Response> {
  return answerOAuth(() => readRegistration(request), 201);
}
