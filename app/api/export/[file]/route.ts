import { exportFile } from "@/lib/across/exports/export-file";
import { currentReader } from "@/lib/core/auth/session";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportFile(request, (await params).file, currentReader);
}
