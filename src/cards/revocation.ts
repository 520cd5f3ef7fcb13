import { randomBytes } from 'node:crypto';
import { type Refusal, refuse } from '../platform/errors.ts';
import { CRL_GRACE_MS, type CrlStore, createCrlStore, describe, type Standing } from './crl-store.ts';
import { fetchLimited } from './fetch-limited.ts';
import { judgeOcspAnswer } from './ocsp-answer.ts';
import { makeOcspRequest } from './ocsp-request.ts';
import type { CardTrust, PinnedAuthority, ProvenLeaf, VerifiedCard, VerifiedSam } from './types.ts';

const OCSP_PATIENCE_MS = 3_000;
/** After an OCSP responder decided nothing, nobody waits for it this long, if the CRL at hand can tell. */
const OCSP_REST_MS = 30_000;
const OCSP_MAX_BYTES = 64 * 1024;
const NONCE_BYTES = 32;
const TICK_MS = 60_000;

export type Revocation = {
  /** A refusal when the certificate or its CA was revoked, or when nobody can tell (fail closed). */
  check: (card: VerifiedCard | VerifiedSam) => Promise<Refusal | undefined>;
  /** Fetches all CRLs now. Never rejects: trouble is told to `onTrouble`. */
  refresh: () => Promise<void>;
  stop: () => void;
};

type Given = {
  trust: CardTrust;
  /** keeps CRLs across restarts; undefined: they are fetched again */
  cacheFolder: string | undefined;
  /** real time: freshness of what others say is never judged by the business day */
  real: () => Date;
  /** a sentence for whoever runs the server; the same one is told once until it is over */
  onTrouble: (sentence: string) => void;
  ocspPatienceMs?: number;
  /** how long a CRL past its nextUpdate still counts; see `CRL_GRACE_MS` */
  crlGraceMs?: number;
};

/**
 * Whether certificates were revoked: OCSP first, at the address that the certificate names; when that answers
 * nothing that counts, the CRL at hand. CRLs are fetched in the background before they run out.
 */
export const createRevocation = (given: Given): Revocation => {
  const {
    trust,
    cacheFolder,
    real,
    onTrouble,
    ocspPatienceMs = OCSP_PATIENCE_MS,
    crlGraceMs = CRL_GRACE_MS,
  } = given;
  const authorities: readonly PinnedAuthority[] = [...trust.roots, ...trust.issuing];
  const ending = new AbortController();
  /** The same trouble of an address is told once until it is over. */
  const told = new Map<string, string>();
  /** When an address that decided nothing is worth a wait again. */
  const restingUntil = new Map<string, number>();
  const stores = new Map<PinnedAuthority['certificate'], CrlStore>(
    authorities.map((authority) => [
      authority.certificate,
      createCrlStore({
        authority,
        folder: cacheFolder,
        real,
        graceMs: crlGraceMs,
        onTrouble,
        ending: ending.signal,
      }),
    ]),
  );
  const storeOf = ({ certificate }: PinnedAuthority): CrlStore => {
    const store = stores.get(certificate);
    if (!store) throw new Error('A certificate was proven by a CA of another trust folder.');
    return store;
  };

  const askOcsp = async ({ leaf, issuer }: ProvenLeaf): Promise<Standing> => {
    if (leaf.ocspUrl === undefined) return 'unknown';
    const nonce = randomBytes(NONCE_BYTES);
    try {
      const answer = await fetchLimited(leaf.ocspUrl, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/ocsp-request' },
        body: new Uint8Array(makeOcspRequest(leaf, issuer.certificate, nonce)),
        patienceMs: ocspPatienceMs,
        limit: OCSP_MAX_BYTES,
        ending: ending.signal,
      });
      if (answer.status !== 200) throw new Error(`${leaf.ocspUrl} answered ${answer.status}`);
      const { lists } = storeOf(issuer);
      const question = { leaf, issuer: issuer.certificate, nonce, now: real(), lists };
      const standing = judgeOcspAnswer(answer.bytes, question);
      told.delete(leaf.ocspUrl);
      restingUntil.delete(leaf.ocspUrl);
      return standing;
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'no reason';
      if (told.get(leaf.ocspUrl) !== reason)
        onTrouble(`OCSP of ${describe(issuer)} decided nothing: ${reason}.`);
      told.set(leaf.ocspUrl, reason);
      restingUntil.set(leaf.ocspUrl, real().getTime() + OCSP_REST_MS);
      return 'unknown';
    }
  };

  const isResting = (url: string | undefined): boolean =>
    url !== undefined && (restingUntil.get(url) ?? 0) > real().getTime();

  const standingOf = async (proven: ProvenLeaf): Promise<Standing> => {
    const { serial, ocspUrl } = proven.leaf;
    const store = storeOf(proven.issuer);
    const listed = isResting(ocspUrl) ? await store.standingOf(serial) : 'unknown';
    if (listed !== 'unknown') return listed;
    const standing = await askOcsp(proven);
    return standing === 'unknown' ? store.standingOf(serial) : standing;
  };

  /** A root without a CRL in trust.json: the operator takes a CA out of the folder himself. */
  const standingOfAuthority = async ({ root, certificate }: ProvenLeaf['issuer']): Promise<Standing> =>
    root.crlUrl === undefined ? 'good' : storeOf(root).standingOf(certificate.serial);

  const refreshAll = async (when: 'due' | 'now'): Promise<void> => {
    await Promise.all([...stores.values()].map((store) => store.refresh(when)));
  };
  const timer = setInterval(() => void refreshAll('due'), TICK_MS).unref();

  return {
    check: async (proven) => {
      const isSam = 'site_code' in proven;
      const [own, authority] = await Promise.all([standingOf(proven), standingOfAuthority(proven.issuer)]);
      if (authority === 'revoked') return refuse(isSam ? 'sam_untrusted' : 'card_untrusted');
      if (own === 'revoked') return refuse(isSam ? 'sam_suspended' : 'card_revoked');
      return own === 'good' && authority === 'good' ? undefined : refuse('card_revocation_unknown');
    },
    refresh: () => refreshAll('now'),
    stop: () => {
      clearInterval(timer);
      ending.abort();
    },
  };
};
