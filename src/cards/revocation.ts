import { type Refusal, refuse } from '../platform/errors.ts';
import { CRL_GRACE_MS, type CrlStore, createCrlStore, type Standing } from './crl-store.ts';
import { createOcspClient } from './ocsp.ts';
import type { CardTrust, PinnedAuthority, ProvenLeaf, VerifiedCard, VerifiedSam } from './types.ts';

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
  const { trust, cacheFolder, real, onTrouble, ocspPatienceMs, crlGraceMs = CRL_GRACE_MS } = given;
  const authorities: readonly PinnedAuthority[] = [...trust.roots, ...trust.issuing];
  const ending = new AbortController();
  const ocsp = createOcspClient({ real, onTrouble, patienceMs: ocspPatienceMs, ending: ending.signal });
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

  const standingOf = async (proven: ProvenLeaf): Promise<Standing> => {
    const store = storeOf(proven.issuer);
    if (ocsp.isResting(proven) && (await store.isCurrent())) return listed(proven, store);
    const standing = await ocsp.ask(proven, store.lists);
    return standing === 'unknown' ? listed(proven, store) : standing;
  };
  /** By the CRL, which may be older than what OCSP has said: revoked stays revoked. */
  const listed = async (proven: ProvenLeaf, store: CrlStore): Promise<Standing> =>
    ocsp.wasRevoked(proven) ? 'revoked' : store.standingOf(proven.leaf.serial);

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
