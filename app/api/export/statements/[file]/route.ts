import { currentReader } from "@/lib/auth/session";
import { exportStatement } from "@/lib/exports/statements";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportStatement(request, (await params).file, currentReader);
}
