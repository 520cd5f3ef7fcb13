import { randomBytes } from 'node:crypto';
import { describe, type Standing } from './crl-store.ts';
import { fetchLimited } from './fetch-limited.ts';
import { judgeOcspAnswer } from './ocsp-answer.ts';
import { makeOcspRequest } from './ocsp-request.ts';
import { tellOnce } from './told-once.ts';
import type { ProvenLeaf } from './types.ts';

const PATIENCE_MS = 3_000;
/** After a responder was not reached, nobody waits for it this long, if the CRL at hand can tell. */
const REST_MS = 30_000;
const MAX_BYTES = 64 * 1024;
const NONCE_BYTES = 32;

export type OcspClient = {
  /** What the responder that the certificate names says of it; `unknown`: nothing that counts. Never rejects. */
  ask: (proven: ProvenLeaf, lists: (serial: string) => boolean) => Promise<Standing>;
  /** Whether the responder was not reached a moment ago. */
  isResting: (proven: ProvenLeaf) => boolean;
  /** Whether a responder has once called this certificate revoked, and none has called it good since. */
  wasRevoked: (proven: ProvenLeaf) => boolean;
};

type Given = {
  real: () => Date;
  onTrouble: (sentence: string) => void;
  patienceMs?: number | undefined;
  ending: AbortSignal;
};

/** Asks OCSP responders (RFC 6960) at the addresses that certificates of pinned CAs name. */
export const createOcspClient = ({
  real,
  onTrouble,
  patienceMs = PATIENCE_MS,
  ending,
}: Given): OcspClient => {
  const told = tellOnce((_, sentence) => onTrouble(sentence));
  const restingUntil = new Map<string, number>();
  const revoked = new Set<string>();

  /** Throws when the responder is not reached, which the next ones need not find out again. */
  const fetchAnswer = async (url: string, body: Uint8Array<ArrayBuffer>): Promise<Buffer> => {
    try {
      const answer = await fetchLimited(url, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/ocsp-request' },
        body,
        patienceMs,
        limit: MAX_BYTES,
        ending,
      });
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
      restingUntil.delete(url);
      return answer.bytes;
    } catch (error) {
      restingUntil.set(url, real().getTime() + REST_MS);
      throw error;
    }
  };

  return {
    ask: async ({ leaf, issuer }, lists) => {
      const { ocspUrl: url } = leaf;
      if (url === undefined) return 'unknown';
      const nonce = randomBytes(NONCE_BYTES);
      try {
        const request = new Uint8Array(makeOcspRequest(leaf, issuer.certificate, nonce));
        const answer = await fetchAnswer(url, request);
        const standing = judgeOcspAnswer(answer, {
          ...{ leaf, issuer: issuer.certificate, nonce, now: real(), lists },
        });
        if (standing === 'revoked') revoked.add(nameOf({ leaf, issuer }));
        else revoked.delete(nameOf({ leaf, issuer }));
        told.over(url);
        return standing;
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'no reason';
        told.trouble(url, `OCSP of ${describe(issuer)} decided nothing: ${reason}.`);
        return 'unknown';
      }
    },
    isResting: ({ leaf: { ocspUrl } }) =>
      ocspUrl !== undefined && (restingUntil.get(ocspUrl) ?? 0) > real().getTime(),
    wasRevoked: (proven) => revoked.has(nameOf(proven)),
  };
};

const nameOf = ({ leaf, issuer }: ProvenLeaf): string => `${issuer.file} ${leaf.serial}`;
