import { answerOAuth } from "@/lib/across/connections/answer";
import { describeServer } from "@/lib/across/connections/discovery";

export function GET({ headers }: Request): Promise<Response> {
  return answerOAuth(async () => describeServer(headers));
}
