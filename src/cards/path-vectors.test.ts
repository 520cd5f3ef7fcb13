import { issueAuthority, nameDer, subjectTypes } from '../card-kit/issue.ts';
import { nothing, octets, sequence, truth } from '../card-kit/issue-der.ts';
import { always, firstGeneration, keyOf, makeCard, named } from './authorities.fixture.ts';
import { makeCms } from './cms.fixture.ts';
import { authorities, by, content, judge, rule, signed, type Vector } from './judges.fixture.ts';

/** What can be wrong about the certificate of a message that is well signed. */

const { hca1, hca2, moica, gca, stranger } = authorities;
const good = makeCard(hca2);

const leafAsAuthority = (): Vector => {
  const key = keyOf('other');
  const name = [['CN', '測試藥師甲']] as const;
  const holder = makeCard(hca2, { subject: name, publicKey: key });
  const forged = makeCard({ name: nameDer(name), certificate: holder.certificate, key, keyId: hca2.keyId });
  const certificates = [forged.certificate, holder.certificate];
  return {
    what: 'a leaf that issued a leaf',
    cms: signed(forged, { certificates }),
    ours: 'card_untrusted',
    theirs: 'refuses',
  };
};

const bringsItsOwn = (): Vector => {
  const own = issueAuthority({ ...always, name: named('根憑證'), key: keyOf('other') });
  const card = makeCard(
    issueAuthority({ ...always, name: named('別的'), issuer: own, key: keyOf('stranger') }),
  );
  return {
    what: 'a message that brings its own CA',
    cms: signed(card, { certificates: [card.certificate, own.certificate] }),
    ours: 'card_untrusted',
    theirs: 'refuses',
  };
};

const citizen = makeCard(moica, { subjectType: subjectTypes.citizen, lastFour: '6789' });
const institution = makeCard(hca2, {
  subjectType: subjectTypes.institution,
  subject: [
    ['C', 'TW'],
    ['O', '測試藥局'],
    ['serialNumber', '5931102274'],
  ],
});
const agency = makeCard(gca, {
  subjectType: subjectTypes.unit,
  subject: [
    ['C', 'TW'],
    ['O', '測試機關'],
    ['OU', '測試單位'],
  ],
  organisationOid: '2.16.886.101.90001.20002',
});
const first = makeCard(hca1, firstGeneration);
const weakKey = makeCard(hca2, { publicKey: keyOf('weak', 1024) });
const strangers = makeCard(stranger);
const constraints = sequence(truth());
const unknownExtension = '1.3.6.1.4.1.32473.20.99';

await judge([
  { what: 'a 醫事人員卡', cms: signed(good), ours: 'accepted', theirs: 'accepts' },
  { what: 'a 自然人憑證', cms: signed(citizen), card: 'citizen', ours: 'accepted', theirs: 'accepts' },
  {
    what: 'a 醫事機構卡',
    cms: signed(institution),
    card: 'institution',
    ours: 'accepted',
    theirs: 'accepts',
  },
  { what: 'a 政府單位憑證卡', cms: signed(agency), card: 'government', ours: 'accepted', theirs: 'accepts' },
  {
    what: 'a first-generation card in its time',
    cms: signed(first),
    at: new Date('2012-03-01T04:00:00Z'),
    ours: 'accepted',
    theirs: 'accepts',
  },
  {
    what: 'an expired card',
    cms: signed(makeCard(hca2, firstGeneration)),
    ours: 'card_expired',
    theirs: 'refuses',
  },
  {
    what: 'an expired first-generation card',
    cms: signed(first),
    ours: 'card_expired_first_generation',
    theirs: 'refuses',
  },
  {
    what: 'a card of next month',
    cms: signed(makeCard(hca2, { notBefore: new Date('2020-04-01T00:00:00Z') })),
    ours: 'card_not_yet_valid',
    theirs: 'refuses',
  },
  {
    what: 'a CA of the same name that is not pinned',
    cms: signed(strangers),
    ours: 'card_untrusted',
    theirs: 'refuses',
  },
  {
    what: 'the same, said to be by the pinned one',
    cms: signed(makeCard({ ...stranger, keyId: hca2.keyId })),
    ours: 'card_untrusted',
    theirs: 'refuses',
  },
  leafAsAuthority(),
  bringsItsOwn(),
  {
    what: 'a card marked as a CA',
    cms: signed(makeCard(hca2, { more: [{ oid: '2.5.29.19', critical: true, value: constraints }] })),
    ours: 'card_unfit',
    theirs: rule('with -purpose any it looks at no CA mark of a leaf'),
  },
  {
    what: 'the certificate for encryption',
    cms: signed(makeCard(hca2, { usage: ['keyEncipherment', 'dataEncipherment'] })),
    ours: 'card_unfit',
    theirs: rule('with -purpose any it looks at no key usage'),
  },
  {
    what: 'no key usage',
    cms: signed(makeCard(hca2, { usage: [] })),
    ours: 'card_unfit',
    theirs: rule('RFC 5280 leaves it open'),
  },
  {
    what: 'an RSA key of 1024 bits',
    cms: makeCms(content, by(weakKey, 'weak')),
    ours: 'card_unfit',
    theirs: 'refuses',
  },
  {
    what: 'a certificate signed with SHA-1',
    cms: signed(makeCard(hca2, { hash: 'sha1' })),
    ours: 'card_unfit',
    theirs: 'refuses',
  },
  {
    what: 'an unknown critical extension',
    cms: signed(makeCard(hca2, { more: [{ oid: unknownExtension, critical: true, value: nothing() }] })),
    ours: 'card_unfit',
    theirs: 'refuses',
  },
  {
    what: 'an extension that stands twice',
    cms: signed(makeCard(hca2, { more: [{ oid: '2.5.29.14', value: octets(Buffer.alloc(20)) }] })),
    ours: 'card_signature_wrong',
    theirs: 'refuses',
  },
  {
    what: 'a company of another CA’s kind',
    cms: signed(makeCard(hca2, { subjectType: '2.16.886.1.100.3.2.2.1.1' })),
    ours: 'card_unfit',
    theirs: rule('it knows no subject types'),
  },
  {
    what: 'a citizen, said by HCA',
    cms: signed(makeCard(hca2, { subjectType: subjectTypes.citizen })),
    card: 'citizen',
    ours: 'card_unfit',
    theirs: rule('it knows no subject types'),
  },
  {
    what: 'a 醫事人員 where an institution is asked for',
    cms: signed(good),
    card: 'institution',
    ours: 'card_kind_differs',
    theirs: rule('it knows no subject types'),
  },
  {
    what: 'nobody in particular',
    cms: signed(
      makeCard(hca2, {
        subject: [
          ['C', 'TW'],
          ['CN', '測試'],
        ],
      }),
    ),
    ours: 'card_unfit',
    theirs: rule('it asks for no serialNumber'),
  },
]);
