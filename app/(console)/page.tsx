import { redirect } from "next/navigation";
import { toStartPage } from "@/components/shell/navigation";
import { permitPage } from "@/lib/auth/permit";

export default async function StartPage() {
  const by = await permitPage("me:read");
  redirect(toStartPage(by.actor.persona));
}
