import type * as graphene from 'graphene-pk11';
import type { Call, FoundToken, Result } from './messages.ts';

export type Library = typeof graphene;
type Failed = Extract<Result, { ok: false }>;
type Inside = { library: Library; module: graphene.Module };

/** Nothing public says how a card of HCA gives its own record; these labels are what our own test cards use. */
const recordLabels = ['HPC basic data', 'HPC basic data 1', 'HOP basic data'];

const fail = (code: Failed['code']): Failed => ({ ok: false, code });

/** The name of a return value stands in the message: `CKR_PIN_INCORRECT:160`. */
const isError = (error: unknown, ...names: string[]): boolean =>
  error instanceof Error && names.some((name) => error.message.includes(name));

const failureOf = (error: unknown): Failed =>
  isError(error, 'CKR_TOKEN_NOT_PRESENT', 'CKR_DEVICE_REMOVED', 'CKR_SESSION_HANDLE_INVALID')
    ? fail('card_removed')
    : fail('read_failed');

/** The slots with a card in them; an empty token that only waits to be set up is none. */
const listSlots = ({ library, module }: Inside): graphene.Slot[] => {
  const found = module.getSlots(true);
  const slots = Array.from({ length: found.length }, (_, i) => found.items(i));
  return slots.filter((slot) => {
    try {
      return (slot.getToken().flags & library.TokenFlag.TOKEN_INITIALIZED) !== 0;
    } catch (error) {
      // A card of another kind, which this module does not know.
      if (isError(error, 'CKR_TOKEN_NOT_RECOGNIZED')) return false;
      throw error;
    }
  });
};

const inSession = <T>({ library }: Inside, slot: graphene.Slot, act: (session: graphene.Session) => T): T => {
  const session = slot.open(library.SessionFlag.SERIAL_SESSION);
  try {
    return act(session);
  } finally {
    try {
      session.close();
    } catch {
      // The card is out: there is nothing left to close.
    }
  }
};

const find = <T extends graphene.SessionObject>(
  session: graphene.Session,
  template: graphene.ITemplate,
): T[] => {
  const found = session.find(template);
  return Array.from({ length: found.length }, (_, i) => found.items(i).toType<T>());
};

const listTokens = (inside: Inside): FoundToken[] =>
  listSlots(inside).map((slot) => {
    const { library } = inside;
    const { serialNumber, label, flags } = slot.getToken();
    const wanted = { class: library.ObjectClass.CERTIFICATE, certType: library.CertificateType.X_509 };
    const certificates = inSession(inside, slot, (session) =>
      find<graphene.X509Certificate>(session, wanted).map(({ value, id }) => ({
        der: value.toString('base64'),
        id: id.toString('hex'),
      })),
    );
    const pin_locked = (flags & library.TokenFlag.USER_PIN_LOCKED) !== 0;
    return { serial: serialNumber, label, pin_locked, certificates };
  });

/** A card tells no count of tries, only that the next one is the last. */
const afterWrongPin = ({ library }: Inside, slot: graphene.Slot): Failed => {
  const { flags } = slot.getToken();
  if (flags & library.TokenFlag.USER_PIN_LOCKED) return fail('pin_locked');
  return flags & library.TokenFlag.USER_PIN_FINAL_TRY
    ? { ok: false, code: 'pin_wrong', tries_left: 1 }
    : fail('pin_wrong');
};

const readRecord = (library: Library, session: graphene.Session): { label: string; bytes: string } | null => {
  const found = find<graphene.Data>(session, { class: library.ObjectClass.DATA });
  const record = found.find(({ label }) => recordLabels.includes(label));
  return record ? { label: record.label, bytes: record.value.toString('base64') } : null;
};

const sign = (inside: Inside, call: Extract<Call, { do: 'sign' }>): Result => {
  const { library } = inside;
  const slot = listSlots(inside).find((each) => each.getToken().serialNumber === call.serial);
  if (!slot) return fail('card_removed');
  if (slot.getToken().flags & library.TokenFlag.USER_PIN_LOCKED) return fail('pin_locked');
  return inSession(inside, slot, (session) => {
    try {
      session.login(call.pin);
    } catch (error) {
      if (isError(error, 'CKR_PIN_LOCKED')) return fail('pin_locked');
      if (isError(error, 'CKR_PIN_')) return afterWrongPin(inside, slot);
      throw error;
    }
    const id = Buffer.from(call.id, 'hex');
    const [key] = find<graphene.PrivateKey>(session, { class: library.ObjectClass.PRIVATE_KEY, id });
    if (!key) return fail('no_certificate');
    const signature = session.createSign('SHA256_RSA_PKCS', key).once(Buffer.from(call.bytes, 'base64'));
    return { ok: true, signature: signature.toString('base64'), record: readRecord(library, session) };
  });
};

/**
 * One call into the module, which is initialised for it alone: many modules look for cards only then, and
 * between calls other programs have the card.
 */
export const callModule = (library: Library, path: string, call: Call): Result => {
  let module: graphene.Module;
  try {
    module = library.Module.load(path);
  } catch {
    return fail('no_module');
  }
  const inside = { library, module };
  try {
    module.initialize();
    if (call.do === 'look') return { ok: true, cards: listSlots(inside).length };
    if (call.do === 'list') return { ok: true, tokens: listTokens(inside) };
    return sign(inside, call);
  } catch (error) {
    return failureOf(error);
  } finally {
    try {
      module.finalize();
      module.close();
    } catch {
      // A module that cannot end cleanly is loaded anew with its next call.
    }
  }
};
