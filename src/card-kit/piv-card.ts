import { constants, createHash, privateEncrypt } from 'node:crypto';
import { der } from './issue-der.ts';
import { status } from './status-word.ts';

/**
 * A card that counts wrong PINs and locks, which SoftHSM does not: a PIV card (NIST SP 800-73-4, as much of it
 * as signing needs), because OpenSC's PKCS#11 module knows those. The certificate is one of the kit's.
 */
export type PivImage = {
  type: 'piv';
  name: string;
  /** DER, base64 */
  certificate: string;
  /** PKCS#8 PEM, RSA-2048 */
  key: string;
  pin: string;
  /** how many wrong PINs it takes */
  tries: number;
  delay_ms: number;
};

export type PivMemory = {
  tries_left: number;
  isVerified: boolean;
  /** of a command in several parts, what has come */
  begun: Buffer;
  /** of an answer in several parts, what is still to be fetched */
  rest: Buffer;
};

export const freshPiv = ({ tries }: PivImage): PivMemory => ({
  tries_left: tries,
  isVerified: false,
  begun: Buffer.alloc(0),
  rest: Buffer.alloc(0),
});

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const application = hex('A0 00 00 03 08');
const template = hex('61 11 4F 06 00 00 10 00 01 00 79 07 4F 05 A0 00 00 03 08');
/** Discovery object: the one PIN is the card's own. */
const discovery = hex('7E 12 4F 0B A0 00 00 03 08 00 00 10 00 01 00 5F 2F 02 40 00');
const rsa2048 = 0x07;
const signingKey = 0x9a;
const mostAtOnce = 256;

const found = 0x9000;
const notFound = status(0x6a82);
const unknown = status(0x6d00);

const object = (...parts: Buffer[]): Buffer => der(0x53, ...parts);
const none = Buffer.alloc(0);

/** CHUID: who the card is among cards. Programs tell two cards apart by it. */
const holder = ({ name }: PivImage): Buffer => {
  const own = createHash('sha256').update(name).digest();
  return object(
    der(0x30, own.subarray(0, 25)),
    der(0x34, own.subarray(0, 16)),
    der(0x35, Buffer.from('20361231')),
    der(0x3e, none),
    der(0xfe, none),
  );
};

const certificateObject = (image: PivImage): Buffer =>
  object(der(0x70, Buffer.from(image.certificate, 'base64')), der(0x71, Buffer.from([0])), der(0xfe, none));

const objectOf = (image: PivImage, tag: string): Buffer | undefined => {
  if (tag === '7e') return discovery;
  if (tag === '5fc102') return holder(image);
  return tag === '5fc105' ? certificateObject(image) : undefined;
};

type Parsed = { ins: number; p1: number; p2: number; data: Buffer; isLast: boolean };

/** Data of a short or an extended command; the bytes behind it are what it expects back. */
const parse = (command: Buffer): Parsed => {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, short = 0] = command;
  const isExtended = short === 0 && command.length > 7;
  const start = isExtended ? 7 : 5;
  const length = isExtended ? command.readUInt16BE(5) : command.length > 5 ? short : 0;
  return { ins, p1, p2, data: command.subarray(start, start + length), isLast: (cla & 0x10) === 0 };
};

/** At most 256 bytes at once; `61xx` says how many more there are to be fetched. */
const inParts = (memory: PivMemory, data: Buffer): Buffer => {
  const now = data.subarray(0, mostAtOnce);
  memory.rest = data.subarray(mostAtOnce);
  const left = memory.rest.length;
  return Buffer.concat([now, status(left === 0 ? found : 0x6100 | (left >= mostAtOnce ? 0 : left))]);
};

const verify = (image: PivImage, memory: PivMemory, typed: Buffer): Buffer => {
  if (memory.isVerified && typed.length === 0) return status(found);
  if (memory.tries_left === 0) return status(0x6983);
  if (typed.length > 0) {
    const wanted = Buffer.alloc(8, 0xff);
    wanted.write(image.pin);
    memory.isVerified = typed.equals(wanted);
    memory.tries_left = memory.isVerified ? image.tries : memory.tries_left - 1;
    if (memory.isVerified) return status(found);
    if (memory.tries_left === 0) return status(0x6983);
  }
  return status(0x63c0 | memory.tries_left);
};

/** `7C { 82 (empty: sign it), 81 the padded block }`, answered by `7C { 82 the signature }`. */
const authenticate = (image: PivImage, memory: PivMemory, { p1, p2, data }: Parsed): Buffer => {
  if (p1 !== rsa2048 || p2 !== signingKey) return status(0x6a86);
  if (!memory.isVerified) return status(0x6982);
  const block = data.subarray(-256);
  const signature = privateEncrypt({ key: image.key, padding: constants.RSA_NO_PADDING }, block);
  return inParts(memory, der(0x7c, der(0x82, signature)));
};

/** What the card answers a command: data and status word. */
export const answerPiv = (image: PivImage, memory: PivMemory, command: Buffer): Buffer => {
  const part = parse(command);
  const given = { ...part, data: Buffer.concat([memory.begun, part.data]) };
  memory.begun = part.isLast ? none : given.data;
  if (!part.isLast) return status(found);
  const { ins, p1, p2, data } = given;
  if (ins === 0xa4)
    return p1 === 4 && data.subarray(0, 5).equals(application)
      ? Buffer.concat([template, status(found)])
      : notFound;
  if (ins === 0xcb) {
    const wanted = objectOf(image, data.subarray(2).toString('hex'));
    return wanted ? inParts(memory, wanted) : notFound;
  }
  if (ins === 0xc0) return inParts(memory, memory.rest);
  if (ins === 0x20 && p2 === 0x80) return verify(image, memory, data);
  if (ins === 0x87) return authenticate(image, memory, given);
  return unknown;
};
