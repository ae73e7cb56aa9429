import { exportActors } from "@/lib/across/exports/actors";
import { currentReader } from "@/lib/core/auth/session";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportActors(request, (await params).file, currentReader);
}
