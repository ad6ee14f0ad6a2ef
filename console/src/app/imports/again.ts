// What a dry run was of: as long as the page is open its file is at hand, and can be imported for real as it was tried.
import { api, asked, asForm, type Schemas } from "../../api/client";

type Tried = { file: File; form: Omit<Schemas["UploadForm"], "file"> };
const tried = new Map<string, Tried>();

export function remember(id: string, what: Tried): void {
  tried.set(id, what);
}
/** The file and settings of a dry run; nothing after the page was loaded anew. */
export const triedAs = (id: string): Tried | undefined => tried.get(id);

export function importNow(id: string, key: string) {
  const what = tried.get(id);
  return asked(api.POST("/v1/imports", { params: { header: { "Idempotency-Key": key } }, body: { ...what?.form, profile: what?.form.profile ?? "", shop: what?.form.shop ?? "", dry_run: false, file: what?.file ?? new Blob() }, bodySerializer: asForm }));
}
