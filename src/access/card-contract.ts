import Type, { type Static } from 'typebox';
import { CardKindName, CertificateCardName, ReaderKindName, SignedStatement } from '../cards/contract.ts';
import { Bytes32, Closed, contract, Instant, OrNull } from '../platform/contract.ts';
import { InstitutionChoice, Password, SessionView } from './contract.ts';

export type { SignedStatement } from '../cards/contract.ts';

// ── cards ───────────────────────────────────────────────────────────────────

export const challengeCard = contract({
  method: 'POST',
  path: '/api/session/card/challenge',
  permission: 'public',
  summary: 'A challenge for one log-in by card: two minutes, once, this browser, this card kind and reader',
  body: Closed({ card: CardKindName, reader: ReaderKindName }),
  answers: { 201: Closed({ nonce: Bytes32 }) },
});

export const logInByCard = contract({
  method: 'POST',
  path: '/api/session/card',
  permission: 'public',
  summary: '憑證登入: log in with what the card signed (R027-R038); 200 asks to choose an institution',
  body: Closed({ card: CertificateCardName, reader: ReaderKindName, signed: SignedStatement }),
  answers: { 200: InstitutionChoice, 201: SessionView },
});

export const logInByNhiCard = contract({
  method: 'POST',
  path: '/api/session/nhi-card',
  permission: 'public',
  summary: '健保卡 and password, on an enrolled workstation (R036)',
  body: Closed({ signed: SignedStatement, password: Password }),
  answers: { 200: InstitutionChoice, 201: SessionView },
});

/** What a workstation may do: enrolled by an institution or not, and the state of its SAM (R030). */
export const WorkstationState = Closed({
  enrolled: Type.Boolean(),
  sam: Type.Enum(['unauthenticated', 'authenticated', 'suspended', 'expired']),
  sam_until: OrNull(Instant),
});
export type WorkstationState = Static<typeof WorkstationState>;

export const viewWorkstation = contract({
  method: 'GET',
  path: '/api/workstation/:workstation',
  permission: 'public',
  summary: 'Is this workstation enrolled, and is its SAM authenticated',
  params: Closed({ workstation: Bytes32 }),
  answers: { 200: WorkstationState },
});

export const challengeSam = contract({
  method: 'POST',
  path: '/api/workstation/sam/challenge',
  permission: 'public',
  summary: 'A challenge for the SAM of this workstation',
  answers: { 201: Closed({ nonce: Bytes32 }) },
});

export const authenticateSam = contract({
  method: 'POST',
  path: '/api/workstation/sam',
  permission: 'public',
  summary: '認證SAM卡: what must be done before a 健保讀卡機 may be used to log in (R030)',
  body: Closed({ signed: SignedStatement }),
  answers: { 200: WorkstationState },
});

export const WorkstationView = Closed({
  workstation_id: Type.Integer(),
  label: Type.String(),
  enrolled_at: Instant,
  enrolled_by: Type.String(),
  last_used_at: OrNull(Instant),
  sam: WorkstationState.properties.sam,
  sam_until: OrNull(Instant),
  /** base64url; the page compares it with the agent it talks to */
  workstation: Type.String(),
});
export type WorkstationView = Static<typeof WorkstationView>;

export const listWorkstations = contract({
  method: 'GET',
  path: '/api/workstations',
  permission: 'workstation:list:own-site',
  summary: '工作站: the computers whose card reads this institution vouches for',
  answers: { 200: Closed({ workstations: Type.Array(WorkstationView) }) },
});

export const challengeEnrolment = contract({
  method: 'POST',
  path: '/api/workstations/challenge',
  permission: 'workstation:enrol:own-site',
  summary: 'A challenge for the agent of the computer to enrol',
  answers: { 201: Closed({ nonce: Bytes32 }) },
});

export const enrolWorkstation = contract({
  method: 'POST',
  path: '/api/workstations',
  permission: 'workstation:enrol:own-site',
  summary: 'Enrol the computer whose agent signed; by a representative or a manager',
  body: Closed({
    label: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
    signed: SignedStatement,
  }),
  answers: { 201: WorkstationView },
});

export const endWorkstation = contract({
  method: 'DELETE',
  path: '/api/workstations/:workstation_id',
  permission: 'workstation:enrol:own-site',
  summary: 'Take back the enrolment, effective at once',
  params: Closed({ workstation_id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) }),
  answers: { 204: Type.Null() },
});

// ── own ways in, passkeys ───────────────────────────────────────────────────

export const OwnCard = Closed({
  card: CertificateCardName,
  /** the last four of the card's subscriber number */
  ending: Type.String(),
  bound_at: Instant,
});
export const OwnPasskey = Closed({
  passkey_id: Type.Integer(),
  label: Type.String(),
  created_at: Instant,
  last_used_at: OrNull(Instant),
});
export type OwnPasskey = Static<typeof OwnPasskey>;

export const viewOwnWays = contract({
  method: 'GET',
  path: '/api/own-ways-in',
  permission: 'session:view:own',
  summary: 'The cards and passkeys that let me in',
  answers: {
    200: Closed({
      cards: Type.Array(OwnCard),
      passkeys: Type.Array(OwnPasskey),
      /** a passkey is added after a log-in by certificate, and only by people */
      may_add_passkey: Type.Boolean(),
    }),
  },
});

/** Options for `navigator.credentials`, as WebAuthn's JSON has them. */
const WebAuthnOptions = Type.Record(Type.String(), Type.Unknown());
/**
 * What the browser answered, as WebAuthn's JSON has it; judged by the library. Results of extensions are of no
 * use here: the page leaves them out.
 */
const webAuthnAnswer = <const R extends Parameters<typeof Closed>[0]>(response: R) =>
  Closed({
    id: Type.String({ minLength: 1, maxLength: 1400 }),
    rawId: Type.String({ minLength: 1, maxLength: 1400 }),
    type: Type.Literal('public-key'),
    response: Closed(response),
    clientExtensionResults: Closed({}),
    authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 })),
  });
const Base64Url = Type.String({ minLength: 1, maxLength: 24_000, pattern: '^[\\w-]+$' });
const NewPasskeyAnswer = webAuthnAnswer({
  clientDataJSON: Base64Url,
  attestationObject: Base64Url,
  authenticatorData: Type.Optional(Base64Url),
  publicKey: Type.Optional(Base64Url),
  publicKeyAlgorithm: Type.Optional(Type.Integer({ minimum: -70_000, maximum: 70_000 })),
  transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
});
const PasskeyAnswer = webAuthnAnswer({
  clientDataJSON: Base64Url,
  authenticatorData: Base64Url,
  signature: Base64Url,
  userHandle: Type.Optional(Type.String({ maxLength: 200 })),
});

export const offerPasskey = contract({
  method: 'POST',
  path: '/api/passkeys/challenge',
  permission: 'passkey:add:own',
  summary: 'Options for making a passkey; after a log-in by certificate',
  answers: { 200: Closed({ options: WebAuthnOptions }) },
});

export const savePasskey = contract({
  method: 'POST',
  path: '/api/passkeys',
  permission: 'passkey:add:own',
  summary: 'Keep the passkey that the browser made',
  body: Closed({
    label: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
    answer: NewPasskeyAnswer,
  }),
  answers: { 201: OwnPasskey },
});

export const removePasskey = contract({
  method: 'DELETE',
  path: '/api/passkeys/:passkey_id',
  permission: 'passkey:remove:own',
  summary: 'Take away one of my passkeys, effective at once',
  params: Closed({ passkey_id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) }),
  answers: { 204: Type.Null() },
});

export const challengePasskey = contract({
  method: 'POST',
  path: '/api/session/passkey/challenge',
  permission: 'public',
  summary: 'Options for logging in with a passkey: two minutes, once, this browser',
  answers: { 200: Closed({ options: WebAuthnOptions }) },
});

export const logInByPasskey = contract({
  method: 'POST',
  path: '/api/session/passkey',
  permission: 'public',
  summary: 'Log in with a passkey; 200 asks to choose an institution',
  body: Closed({ answer: PasskeyAnswer }),
  answers: { 200: InstitutionChoice, 201: SessionView },
});
