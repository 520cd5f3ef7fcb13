import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CertificateCard } from '../../agent/protocol.ts';
import type { Issued } from '../card-kit/issue.ts';
import { isRefusal } from '../platform/errors.ts';
import { at, keyOf, makeAuthorities, trustLines, writeTrust } from './authorities.fixture.ts';
import { makeCms, type Signer } from './cms.fixture.ts';
import { loadCardTrust, verifyCardSignature } from './index.ts';
import { attime, openOpenSsl } from './openssl.fixture.ts';

/** Something a card, or somebody in its place, might send; both judges are asked about every one. */
export type Vector = {
  what: string;
  cms: Buffer;
  /** ours: the code of the refusal */
  ours: 'accepted' | string;
  /** what OpenSSL says; and why it may, when we do not agree */
  theirs: 'accepts' | 'refuses' | { accepts: string };
  /** the kind that was asked for; 醫事人員卡 when not given */
  card?: CertificateCard;
  content?: Buffer;
  at?: Date;
};

/** OpenSSL accepts what we refuse, for this reason. */
export const rule = (reason: string): { accepts: string } => ({ accepts: reason });

export const content = Buffer.from('evenhand log-in 1\norigin: http://localhost:4690\n');
export const by = ({ certificate }: Issued, key = 'card'): Signer => ({ certificate, key: keyOf(key) });
export const signed = (card: Issued, options?: Parameters<typeof makeCms>[2]): Buffer =>
  makeCms(content, by(card), options);

export const authorities = makeAuthorities();
export const openssl = openOpenSsl();

/** A test for each: our answer, then OpenSSL's as the second judge's. */
export const judge = async (vectors: readonly Vector[]): Promise<void> => {
  const { folder, remove } = await writeTrust(trustLines(authorities));
  const trust = await loadCardTrust(folder, { production: false });
  after(async () => {
    openssl.remove();
    await remove();
  });
  // OpenSSL builds paths from here, too: from messages it takes CA certificates as well, but trusts none.
  const { root, hca1, hca2, moica, gca } = authorities;
  const pinned = openssl.pem(
    'pinned.pem',
    [root, hca1, hca2, moica, gca].map(({ certificate }) => certificate),
  );
  for (const [n, vector] of vectors.entries())
    test(`${vector.what}: ${vector.ours}`, () => {
      const given = { content, card: 'staff', at, ...vector } as const;
      const answer = verifyCardSignature(trust, given);
      assert.equal(isRefusal(answer) ? answer.code : 'accepted', vector.ours);
      // -purpose any: OpenSSL would ask for a certificate for e-mail. Level 2: 112 bits, as we want them.
      const { accepted, said } = openssl.run(
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', openssl.file(`${n}.cms`, vector.cms)],
        ...['-content', openssl.file(`${n}.txt`, given.content), '-out', '/dev/null', '-CAfile', pinned],
        ...['-purpose', 'any', '-auth_level', '2', '-attime', attime(given.at)],
      );
      assert.equal(accepted, vector.theirs !== 'refuses', `OpenSSL, second judge: ${said}`);
    });
};
