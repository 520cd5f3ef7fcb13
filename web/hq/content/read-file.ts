/** Why a file cannot be uploaded; the server says so too, but after five megabytes. */
export type FileFault = 'large' | 'kind';

export const mostBytes = 5 * 1024 * 1024;

export const faultOf = (file: { name: string; size: number }): FileFault | undefined => {
  if (!/\.(pdf|zip)$/i.test(file.name)) return 'kind';
  return file.size > mostBytes ? 'large' : undefined;
};

/** The bytes in base64, on one line. */
export const base64Of = async (file: Blob): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In parts: so many arguments at once would be too many.
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
};

/** `1.4 MB`, `320 KB`. */
export const sizeOf = (bytes: number): string =>
  bytes >= 1024 * 1024
    ? `${(bytes / 1024 / 1024).toFixed(1)} MB`
    : `${Math.max(1, Math.round(bytes / 1024))} KB`;
