import { answerOAuth } from "@/lib/across/connections/answer";
import { describeResource } from "@/lib/across/connections/discovery";

export function GET({ headers }: Request): Promise<Response> {
  return answerOAuth(async () => describeResource(headers));
}
