/** What a person brought to be verified: a file, and its credential where that lies beside it. */
export interface Brought {
  file: File;
  sidecar: File | null;
}

export const isSidecar = (file: Pick<File, "name" | "type">): boolean => /\.c2pa$/i.test(file.name) || file.type === "application/c2pa";

const stem = (name: string): string => name.replace(/\.c2pa$/i, "").toLowerCase();
const bare = (name: string): string => stem(name).replace(/\.[^.]+$/, "");

/**
 * The file and the credential among what was dropped or chosen; a credential alone belongs to the file that is there
 * already. A credential bears the name of its file, with or without its ending; undefined when there is no file.
 */
export function paired(files: readonly File[], there: File | undefined): Brought | undefined {
  const sidecars = files.filter(isSidecar);
  const file = files.find((one) => !isSidecar(one)) ?? (sidecars.length > 0 ? there : undefined);
  if (file === undefined) return undefined;
  const named = sidecars.find(({ name }) => stem(name) === file.name.toLowerCase() || bare(name) === bare(file.name));
  return { file, sidecar: named ?? sidecars[0] ?? null };
}
