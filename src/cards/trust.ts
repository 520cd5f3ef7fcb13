import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Closed } from '../platform/contract.ts';
import { attempt } from './attempt.ts';
import { type Certificate, isWebAddress, readCertificate } from './certificate.ts';
import { isSignedBy, MIN_KEY_BITS } from './path.ts';
import { isTestAuthority } from './test-authority.ts';
import type { CardTrust, PinnedAuthority } from './types.ts';

const Listed = Closed({
  /** a PEM file in the same folder */
  file: Type.String({ minLength: 1, maxLength: 100 }),
  family: Type.Union([
    Type.Literal('root'),
    Type.Literal('HCA'),
    Type.Literal('MOICA'),
    Type.Literal('GCA'),
    Type.Literal('SAM'),
  ]),
  generation: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(2)])),
  crl: Type.Optional(Type.String({ maxLength: 500 })),
});
type Listed = Static<typeof Listed>;
const TrustFile = Compile(Closed({ authorities: Type.Array(Listed, { minItems: 1, maxItems: 100 }) }));

type Options = {
  /** true: a CA of the card kit is refused */
  production: boolean;
};

/**
 * The CAs that cards and SAMs may come from: `trust.json` and PEM files beside it. Throws with a sentence for
 * each thing that is wrong. A CA that has expired is no fault: old cards are judged by the day they sign.
 */
export const loadCardTrust = async (folder: string, options: Options): Promise<CardTrust> => {
  const listed = await readList(folder);
  const problems: string[] = [];
  const loaded: PinnedAuthority[] = [];
  for (const each of listed) {
    const certificate = await readPem(join(folder, each.file), each.file);
    if (typeof certificate === 'string') problems.push(certificate);
    else {
      problems.push(...faultsOf(each, certificate, options));
      loaded.push({ ...each, generation: each.generation ?? 2, crlUrl: each.crl, certificate });
    }
  }
  const roots = loaded.filter(({ family }) => family === 'root');
  const issuing = loaded
    .filter(({ family }) => family !== 'root')
    .flatMap((authority) => {
      const root = roots.find((each) => isBelow(authority, each));
      if (!root) problems.push(`${authority.file} was issued by none of the roots in trust.json.`);
      return root ? [{ ...authority, root }] : [];
    });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (issuing.length === 0) throw new Error(`${folder}/trust.json names no CA that issues cards.`);
  return { roots, issuing };
};

const readList = async (folder: string): Promise<Listed[]> => {
  const file = join(folder, 'trust.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`${file} cannot be read.`);
  const list: unknown = attempt(() => JSON.parse(text));
  if (TrustFile.Check(list)) return list.authorities;
  const [first] = TrustFile.Errors(list);
  const place = first?.instancePath ? ` at ${first.instancePath}` : '';
  throw new Error(`${file} is not a list of authorities${place}: ${first?.message ?? 'no JSON'}.`);
};

const readPem = async (path: string, file: string): Promise<Certificate | string> => {
  if (file !== basename(file)) return `${file} must be the name of a file beside trust.json.`;
  const pem = await readFile(path, 'utf8').catch(() => undefined);
  if (pem === undefined) return `${file} cannot be read.`;
  if (pem.split('-----BEGIN CERTIFICATE-----').length !== 2)
    return `${file} must hold one certificate as PEM.`;
  return attempt(() => readCertificate(new X509Certificate(pem).raw)) ?? `${file} holds no certificate.`;
};

const faultsOf = ({ file, family, generation, crl }: Listed, ca: Certificate, options: Options): string[] =>
  [
    family === 'HCA' && generation === undefined && `${file} needs a generation, 1 or 2, in trust.json.`,
    family !== 'HCA' && generation !== undefined && `${file} has a generation, which only HCA has.`,
    crl !== undefined && !isWebAddress(crl) && `${file} has a CRL address that is not http or https.`,
    !(ca.isAuthority && ca.usage.keyCertSign) && `${file} is not the certificate of a CA.`,
    ca.keyBits < MIN_KEY_BITS && `${file} has no RSA key of ${MIN_KEY_BITS} bits or more.`,
    !ca.hash && `${file} is signed with something other than RSA and SHA-2.`,
    ca.notUnderstood.length > 0 &&
      `${file} has critical extensions that are not understood: ${ca.notUnderstood.join(', ')}.`,
    family === 'root' && !(ca.subject.equals(ca.issuer) && isSignedBy(ca, ca)) && `${file} is not a root.`,
    crl !== undefined && !ca.usage.crlSign && `${file} may not sign CRLs, yet trust.json names one.`,
    options.production && isTestAuthority(ca) && `${file} is a test CA, which production refuses.`,
  ].filter((each) => each !== false);

/** A root that limits its path to 0 may issue cards only, not a CA (RFC 5280, 4.2.1.9). */
const isBelow = (authority: PinnedAuthority, root: PinnedAuthority): boolean =>
  authority.certificate.issuer.equals(root.certificate.subject) &&
  root.certificate.pathLength !== 0 &&
  isSignedBy(authority.certificate, root.certificate);
