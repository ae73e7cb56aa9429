import { currentReader } from "@/lib/auth/session";
import { exportActors } from "@/lib/exports/actors";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportActors(request, (await params).file, currentReader);
}
