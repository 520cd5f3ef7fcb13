import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { testOrigin } from './workstation.ts';

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

const head = (major: number, value: number): Buffer => {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
};

const cbor = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const parts = [...value].flatMap(([key, each]) => [cbor(key), cbor(each)]);
  return Buffer.concat([head(5, value.size), ...parts]);
};

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const base64url = (text: string | Buffer): string => Buffer.from(text).toString('base64url');

type Options = Record<string, unknown> & { challenge: string };
/** What may be wrong with an answer. */
type Wrong = { origin?: string; host?: string; verified?: boolean; count?: number };

/** A passkey in software, by the book of WebAuthn level 2: ES256, no attestation. */
export const testAuthenticator = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  const named = { id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {} };

  const clientData = (type: string, { challenge }: Options, { origin = testOrigin }: Wrong): string =>
    JSON.stringify({ type, challenge, origin, crossOrigin: false });
  const authData = (attested: Buffer, { host = 'localhost', verified = true, count = 1 }: Wrong): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    const flags = 0x01 | (verified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0);
    return Buffer.concat([sha256(host), Buffer.from([flags]), counter, attested]);
  };

  return {
    id: named.id,
    /** Answers the options of making a passkey. */
    make: (options: Options, wrong: Wrong = {}) => {
      const cose = cbor(
        new Map<number, Cbor>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(x, 'base64url')],
          [-3, Buffer.from(y, 'base64url')],
        ]),
      );
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const attestation = cbor(
        new Map<string, Cbor>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData(attested, { count: 0, ...wrong })],
        ]),
      );
      const clientDataJSON = base64url(clientData('webauthn.create', options, wrong));
      const attestationObject = base64url(attestation);
      return { ...named, response: { clientDataJSON, attestationObject, transports: ['internal'] } };
    },
    /** Answers the options of showing one. */
    show: (options: Options, wrong: Wrong = {}) => {
      const client = clientData('webauthn.get', options, wrong);
      const data = authData(Buffer.alloc(0), wrong);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      const response = {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
      };
      return { ...named, response };
    },
  };
};
