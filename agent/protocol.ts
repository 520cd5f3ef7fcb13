/**
 * What the portal's page, its server and the card agent say to each other: the one file all three share.
 * No imports, so that it bundles into any of them.
 */

/** Below the ephemeral ports of Linux and Windows, so that no outgoing connection can have it (decision 0019). */
export const agentPort = 28_470;
/** Where the agent listens: this machine only, always here. */
export const agentAddress = `http://127.0.0.1:${agentPort}`;

/** Where a portal says which version of the agent it has: `{ version: string | null }`. */
export const agentVersionAddress = '/downloads/evenhand-agent.json';

/** 健保讀卡機 and 晶片讀卡機 (R012, R029). */
export type ReaderKind = 'nhi' | 'chip';
/** The cards of R027 and R028: 醫事人員卡, 健保卡, 自然人憑證, 醫事機構卡, 政府單位憑證卡. */
export type CardKind = 'staff' | 'nhi' | 'citizen' | 'institution' | 'government';
/** The kinds that log in by a certificate on the card. */
export type CertificateCard = Exclude<CardKind, 'nhi'>;

/** Which reader takes which card to log in (R012, R029, X34). 資格審核 reads the 健保卡 in both. */
export const readersOf: Readonly<Record<CardKind, readonly ReaderKind[]>> = {
  staff: ['nhi', 'chip'],
  nhi: ['nhi'],
  citizen: ['chip'],
  institution: ['nhi', 'chip'],
  government: ['chip'],
};

/** A challenge: 32 bytes made by the server, base64url. */
export const noncePattern = /^[\w-]{43}$/;

/**
 * The bytes that a card signs to log in (UTF-8, detached CMS). The agent builds them from the origin that the
 * browser names, the server builds them again from its own: nobody can have anything else signed.
 */
export const logInText = (given: {
  origin: string;
  nonce: string;
  card: CertificateCard;
  reader: ReaderKind;
}): string =>
  [
    'evenhand log-in 1',
    `origin: ${given.origin}`,
    `nonce: ${given.nonce}`,
    `card: ${given.card}`,
    `reader: ${given.reader}`,
    '',
  ].join('\n');

/** What a SAM signs (RSA PKCS#1 v1.5, SHA-256) to vouch for a workstation. `workstation`: its public key. */
export const samText = (given: { origin: string; nonce: string; workstation: string }): string =>
  [
    'evenhand sam 1',
    `origin: ${given.origin}`,
    `nonce: ${given.nonce}`,
    `workstation: ${given.workstation}`,
    '',
  ].join('\n');

type Common = {
  origin: string;
  nonce: string;
  /** instant of the agent's clock, ISO 8601 */
  at: string;
};

/**
 * What stands on a card of HCA beside its certificates; vouched for by nobody but the workstation. Of a
 * person: ID number and name; of an institution: its code and name.
 */
export type CardRecord = { number: string; name: string };

/** A citizen's 健保卡 was read for 資格審核. Birth date as on the card: ROC year, YYYMMDD (`0790131`). */
export type CitizenRead = Common & {
  kind: 'citizen-read/1';
  reader: ReaderKind;
  number: string;
  birth_date: string;
};
/** Somebody logs in by 健保卡 and a password, which the portal's page asks for. */
export type NhiLogIn = Common & { kind: 'nhi-log-in/1'; reader: ReaderKind; number: string };
/** A card signed `logInText`; the certificate is inside the CMS. */
export type CertificateLogIn = Common & {
  kind: 'certificate-log-in/1';
  card: CertificateCard;
  reader: ReaderKind;
  /** detached CMS SignedData, DER, base64 */
  cms: string;
  record: CardRecord | null;
};
/** This workstation asks to be enrolled; `machine` is what it calls itself. */
export type Enrolment = Common & { kind: 'enrolment/1'; machine: string };
/** The SAM of this workstation signed `samText`. Certificate DER and signature in base64. */
export type SamProof = Common & { kind: 'sam/1'; certificate: string; signature: string };

export type Statement = CitizenRead | NhiLogIn | CertificateLogIn | Enrolment | SamProof;

/** A statement of the agent as JSON text, signed with the key of this workstation (Ed25519 over the UTF-8). */
export type Signed = {
  statement: string;
  /** 64 bytes, base64url */
  signature: string;
  /** the workstation's public key: 32 bytes, base64url */
  workstation: string;
};

/** What the page may ask of the agent. PINs are not among it: the agent asks for those in its own window. */
export type Ask =
  | { ask: 'status' }
  /** answers when something about the readers is no longer as in `seen`, or after 20 s */
  | { ask: 'wait'; seen: number }
  | { ask: 'citizen'; nonce: string }
  | { ask: 'nhi_log_in'; nonce: string }
  | { ask: 'sign'; nonce: string; card: CertificateCard; reader: ReaderKind }
  | { ask: 'enrol'; nonce: string }
  | { ask: 'sam'; nonce: string };

/** Everything that can be in the way, each with a sentence in the agent's own words. */
export type AgentFault =
  | 'no_service'
  | 'no_reader'
  | 'no_card'
  | 'unknown_card'
  | 'card_removed'
  | 'reader_busy'
  | 'read_failed'
  | 'wrong_reader'
  | 'wrong_slot'
  | 'several_cards'
  | 'no_module'
  | 'no_signing'
  | 'no_certificate'
  | 'pin_wrong'
  | 'pin_locked'
  | 'cancelled'
  | 'no_sam'
  | 'agent_busy'
  | 'time_out'
  | 'bad_request'
  | 'origin_refused';

export type ReaderHealth = {
  name: string;
  kind: ReaderKind;
  /** which of the two slots of a 健保讀卡機; null: this reader has one */
  slot: 'citizen' | 'staff' | null;
  /** PC/SC readers read the 健保卡, PKCS#11 slots sign */
  way: 'pcsc' | 'pkcs11' | 'local_reader';
  state: 'empty' | 'card' | 'busy' | 'gone';
  reads: number;
  retries: number;
  failures: number;
  /** what was in it last: nothing that tells whose */
  last_card: { kind: CardKind | 'unknown'; at: string } | null;
};

export type AgentStatus = {
  /** of the package; `source` where it runs from a checkout */
  version: string;
  /** the workstation's public key, base64url */
  workstation: string;
  /** what the machine calls itself */
  machine: string;
  sam: 'absent' | 'present';
  /** counts what happens to the readers: for `wait` */
  seen: number;
  readers: ReaderHealth[];
  /** what is wrong just now, and what to do about it; null: nothing */
  advice: { code: AgentFault; message: string } | null;
};

/** `message` is a sentence for the person at the counter, in the language asked for. */
export type Answer =
  | { ok: true; signed: Signed }
  | { ok: true; status: AgentStatus }
  | { ok: false; code: AgentFault; message: string; tries_left?: number };

/**
 * Over HTTP: `POST /v1/<ask>` with the rest of the ask as JSON; `sign` is not there. Over the agent's own
 * window (`/window`, opened by the page): `{ evenhand: 1, id, ...ask }` is posted to it once it has posted
 * `{ evenhand: 1, ready: true }`, and it answers `{ evenhand: 1, id, answer }` to the origin that asked.
 */
export type WindowAsk = Ask & { evenhand: 1; id: string; language: 'zh-TW' | 'en' };
