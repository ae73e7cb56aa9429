import { currentReader } from "@/lib/auth/session";
import { exportFile } from "@/lib/exports/export-file";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportFile(request, (await params).file, currentReader);
}
