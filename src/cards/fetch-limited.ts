export type Fetched = { status: number; bytes: Buffer; tag: string | undefined };

type Limits = {
  patienceMs: number;
  /** bytes */
  limit: number;
  /** the program ends: nobody waits any longer */
  ending: AbortSignal;
};

/**
 * Asks a server that is not ours: within `patienceMs` for everything, never more than `limit` bytes. Throws one
 * sentence when it is not reached, is too slow or sends too much.
 */
export const fetchLimited = async (
  url: string,
  { patienceMs, limit, ending, ...init }: Limits & RequestInit,
): Promise<Fetched> => {
  try {
    const answer = await fetch(url, {
      ...init,
      signal: AbortSignal.any([ending, AbortSignal.timeout(patienceMs)]),
    });
    const bytes = await readBody(answer, limit);
    return { status: answer.status, bytes, tag: answer.headers.get('etag') ?? undefined };
  } catch (error) {
    throw new Error(`${url} ${reasonOf(error, patienceMs)}`);
  }
};

const readBody = async (answer: Response, limit: number): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    // Leaving the loop cancels the stream, and with it the rest of the download.
    if (size > limit) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
};

class TooLarge extends Error {}

const reasonOf = (error: unknown, patienceMs: number): string => {
  if (error instanceof TooLarge) return 'sent more than is accepted';
  if (error instanceof Error && error.name === 'TimeoutError')
    return `did not answer within ${patienceMs / 1000} s`;
  return 'could not be reached';
};
