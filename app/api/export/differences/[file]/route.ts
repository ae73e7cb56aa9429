import { currentReader } from "@/lib/auth/session";
import { exportChanges } from "@/lib/exports/changes";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportChanges(request, (await params).file, currentReader);
}
