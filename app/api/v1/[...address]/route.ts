import { endpoints } from "@/lib/across/rest/endpoints";
import { serveEndpoints } from "@/lib/across/rest/serve";

const respond = serveEndpoints(endpoints);

export { respond as DELETE, respond as GET, respond as PATCH, respond as POST, respond as PUT };
