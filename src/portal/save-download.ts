import type { Static } from 'typebox';
import type { House } from '../house.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { mostFileBytes, type saveDownload as saveDownloadContract } from './contract.ts';
import { sha256Of, shippedFiles } from './files.ts';
import { insertFile, listContent, type RowOf } from './queries.ts';
import { isWhatItsNameSays } from './rules.ts';
import { saveContent } from './save-content.ts';

type Body = Static<(typeof saveDownloadContract)['body']>;

/**
 * The bytes to keep for this document: those that were sent; none when the file stays as it is. The file that
 * came with the program is known by its name, so under another name its bytes are kept like an upload.
 */
const bytesFor = (
  { file, file_name }: Body,
  before: RowOf<'download'> | undefined,
): Buffer | Refusal | undefined => {
  if (file !== undefined) {
    const bytes = Buffer.from(file, 'base64');
    if (bytes.length > mostFileBytes) return refuse('file_too_large', { field: 'file', params: { mb: 5 } });
    if (!isWhatItsNameSays(file_name, bytes)) return refuse('file_not_accepted', { field: 'file' });
    return bytes;
  }
  if (!before) return refuse('file_missing', { field: 'file' });
  return before.sha256 === null && before.file_name !== file_name
    ? shippedFiles().get(before.file_name)
    : undefined;
};

/** A new document, another file for one, or other words. Refused when its file name belongs to another. */
export const saveDownload = (house: House, session: Session, body: Body): Promise<Refusal | undefined> => {
  const { id, version, title, about } = body;
  // macOS sends names taken apart; addresses and files have them whole.
  const file_name = body.file_name.normalize('NFC');
  return saveContent(house, session, { kind: 'download', id, version }, async (tx, before) => {
    const others = (await listContent(tx, 'download', 'all')).filter((row) => row.id !== id);
    if (others.some((row) => row.file_name === file_name))
      return refuse('file_name_taken', { field: 'file_name' });
    const bytes = bytesFor(body, before);
    if (isRefusal(bytes)) return bytes;
    const sha256 = bytes ? sha256Of(bytes) : (before?.sha256 ?? null);
    if (bytes && sha256) await insertFile(tx, sha256, bytes);
    return { id, version, fields: { file_name, title, about, sha256 } };
  });
};
