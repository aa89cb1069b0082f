import type { Lineage } from "../api/types";
import { placed } from "./placing";

/* Placing hundreds of works takes a second: the page stays free meanwhile. */
addEventListener("message", ({ data }: MessageEvent<Pick<Lineage, "nodes" | "edges">>) => postMessage([...placed(data)]));
