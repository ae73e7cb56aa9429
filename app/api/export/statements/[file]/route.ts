import { exportStatement } from "@/lib/across/exports/statements";
import { currentReader } from "@/lib/core/auth/session";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportStatement(request, (await params).file, currentReader);
}
