import { z } from "zod";
import { isScope, type Scope } from "@/lib/core/auth/scopes";
import { maxParameter } from "./vocabulary";

const parameter = z.string().min(1).max(maxParameter);
const scope = z.custom<Scope>((given) => typeof given === "string" && isScope(given));

/** What a person allows; the server checks all of it again. */
export const connectInput = z.object({
  clientId: parameter,
  redirectUri: parameter,
  challenge: parameter,
  resource: parameter,
  scopes: z.array(scope).min(1).max(100),
});
export type ConnectInput = z.infer<typeof connectInput>;
