/**
 * Makes SoftHSM tokens: a process of its own, because SoftHSM finds its folder by the environment that it
 * starts with. Jobs come as JSON on standard input; each token is a folder of the token folder, and is renamed
 * to its card's name.
 */
import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import graphene from 'graphene-pk11';

export type TokenJob = {
  /** the token's label and, once it is made, its folder */
  name: string;
  pin: string;
  /** it says that its PIN is locked */
  locked: boolean;
  /** each with the key that belongs to it, PKCS#8 PEM; DER of the certificate and its subject in base64 */
  certificates: { label: string; key: string; certificate: string; subject: string }[];
  /** values in base64 */
  data: { label: string; value: string }[];
};
export type TokenWork = { module: string; folder: string; officerPin: string; jobs: TokenJob[] };

type Session = graphene.Session;
const { CertificateType, KeyType, ObjectClass, SessionFlag, UserType } = graphene;

const addCertificate = (session: Session, given: TokenJob['certificates'][number], id: Buffer): void => {
  const jwk = createPrivateKey(given.key).export({ format: 'jwk' });
  const part = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi'): Buffer =>
    Buffer.from(jwk[name] ?? '', 'base64url');
  session.create({
    ...{ class: ObjectClass.PRIVATE_KEY, keyType: KeyType.RSA, token: true, private: true, sensitive: true },
    ...{ extractable: false, sign: true, id, label: given.label },
    ...{ modulus: part('n'), publicExponent: part('e'), privateExponent: part('d') },
    ...{ prime1: part('p'), prime2: part('q'), exp1: part('dp'), exp2: part('dq'), coefficient: part('qi') },
  });
  session.create({
    ...{ class: ObjectClass.CERTIFICATE, certType: CertificateType.X_509, token: true, private: false },
    ...{ id, label: given.label, subject: Buffer.from(given.subject, 'base64') },
    value: Buffer.from(given.certificate, 'base64'),
  });
};

/** In SoftHSM's file of a token its flags are an attribute: type, kind (a number), value, eight bytes each. */
const flagsAttribute = Buffer.from('000000008000534b0000000000000002', 'hex');

/** SoftHSM locks no PIN, but says so of a token that has the flag. */
const lock = (folder: string): void => {
  const file = join(folder, 'token.object');
  const bytes = readFileSync(file);
  const at = bytes.indexOf(flagsAttribute) + flagsAttribute.length;
  if (at < flagsAttribute.length) throw new Error('This SoftHSM keeps the flags of a token elsewhere.');
  bytes.writeBigUInt64BE(bytes.readBigUInt64BE(at) | BigInt(graphene.TokenFlag.USER_PIN_LOCKED), at);
  writeFileSync(file, bytes, { mode: 0o600 });
};

const makeToken = (module: graphene.Module, work: TokenWork, job: TokenJob): void => {
  const before = new Set(readdirSync(work.folder));
  const slots = module.getSlots(true);
  const free = Array.from({ length: slots.length }, (_, index) => slots.items(index)).find(
    (slot) => (slot.getToken().flags & graphene.TokenFlag.TOKEN_INITIALIZED) === 0,
  );
  if (!free) throw new Error('SoftHSM has no free slot.');
  // Not `free.initToken`, which looks for an answer that the call below does not give.
  free.lib.C_InitToken(free.handle, work.officerPin, job.name);
  const session = free.open(SessionFlag.SERIAL_SESSION | SessionFlag.RW_SESSION);
  session.login(work.officerPin, UserType.SO);
  session.initPin(job.pin);
  session.logout();
  session.login(job.pin, UserType.USER);
  for (const [index, certificate] of job.certificates.entries())
    addCertificate(session, certificate, Buffer.from([index + 1]));
  for (const { label, value } of job.data)
    session.create({
      ...{ class: ObjectClass.DATA, token: true, private: false, label },
      value: Buffer.from(value, 'base64'),
    });
  session.logout();
  session.close();
  const made = readdirSync(work.folder).find((each) => !before.has(each));
  if (made === undefined) throw new Error('SoftHSM made no token.');
  renameSync(join(work.folder, made), join(work.folder, job.name));
};

const work = (await json(process.stdin)) as TokenWork;
for (const job of work.jobs) {
  // Anew for each token, since the one before has been renamed.
  const module = graphene.Module.load(work.module);
  module.initialize();
  makeToken(module, work, job);
  module.finalize();
  module.close();
  if (job.locked) lock(join(work.folder, job.name));
}
