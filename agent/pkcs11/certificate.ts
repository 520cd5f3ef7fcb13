import { X509Certificate } from 'node:crypto';
import { type Node, readAll, readOid, readOne, tags } from '../der.ts';
import type { CertificateCard } from '../protocol.ts';

const government = '2.16.886.1.100';
const subjectType = `${government}.2.1`;
/** The subject types of the government's certificates, and the cards that carry them. */
const cardOfType: Readonly<Record<string, CertificateCard>> = {
  [`${government}.3.1.1`]: 'citizen',
  [`${government}.3.1.7`]: 'staff',
  [`${government}.3.2.21`]: 'institution',
  [`${government}.3.2.1.1`]: 'government',
  [`${government}.3.2.1.2`]: 'government',
};
const subjectDirectoryAttributes = '2.5.29.9';
const keyUsage = '2.5.29.15';
const digitalSignature = 0x80;

export type CardCertificate = {
  der: Buffer;
  /** the names and number by which a signature says whose it is, in DER as the certificate has them */
  issuer: Buffer;
  serial: Buffer;
  card: CertificateCard | undefined;
  /** may sign: its key usage names digitalSignature */
  signs: boolean;
  /** common name of the subject, or what it has instead */
  name: string;
  /** valid from, ms since 1970 */
  from: number;
};

/** The content of the extension of that number. */
const findExtension = (extensions: readonly Node[], id: string): Buffer | undefined => {
  for (const { content } of extensions) {
    const [name, ...others] = readAll(content);
    const value = others.find(({ tag }) => tag === tags.octetString);
    if (name && value && readOid(name.content) === id) return value.content;
  }
  return undefined;
};

const findType = (attributes: Buffer | undefined): string | undefined => {
  if (!attributes) return undefined;
  for (const { content } of readAll(readOne(attributes, tags.sequence).content)) {
    const [type, values] = readAll(content);
    if (type && values && readOid(type.content) === subjectType)
      return readOid(readOne(values.content, tags.oid).content);
  }
  return undefined;
};

const readName = (subject: string): string => {
  const lines = subject.split('\n');
  const of = (key: string): string | undefined =>
    lines.findLast((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
  return of('CN') ?? of('OU') ?? of('O') ?? '';
};

/** What a certificate on a card says about itself; `undefined` when these bytes are none. Judges nothing. */
export const readCertificate = (der: Buffer): CardCertificate | undefined => {
  try {
    const { subject, validFrom } = new X509Certificate(der);
    const [body] = readAll(readOne(der, tags.sequence).content);
    const parts = readAll(body?.content ?? Buffer.alloc(0)).filter(({ tag }) => tag !== tags.context0);
    const [serial, , issuer] = parts;
    if (serial?.tag !== tags.integer || issuer?.tag !== tags.sequence) return undefined;
    const wrapped = parts.find(({ tag }) => tag === tags.context3);
    const extensions = wrapped ? readAll(readOne(wrapped.content, tags.sequence).content) : [];
    const usage = findExtension(extensions, keyUsage);
    const type = findType(findExtension(extensions, subjectDirectoryAttributes));
    return {
      ...{ der, issuer: issuer.whole, serial: serial.whole },
      card: type === undefined ? undefined : cardOfType[type],
      signs:
        usage !== undefined && ((readOne(usage, tags.bitString).content[1] ?? 0) & digitalSignature) !== 0,
      name: readName(subject),
      from: Date.parse(validFrom),
    };
  } catch {
    return undefined;
  }
};
