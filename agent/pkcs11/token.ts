import type * as graphene from 'graphene-pk11';
import type { Call, FoundToken, Result } from './messages.ts';

export type Library = typeof graphene;
type Failed = Extract<Result, { ok: false }>;
type Inside = { library: Library; module: graphene.Module; reader: string };

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

/**
 * The slots of our reader with a card in them; an empty token that only waits to be set up is none. A card that
 * the module cannot make sense of is nobody's trouble while there is another: throws only when there is none.
 */
const listSlots = ({ library, module, reader }: Inside): graphene.Slot[] => {
  const found = module.getSlots(true);
  const slots = Array.from({ length: found.length }, (_, i) => found.items(i));
  const troubles: unknown[] = [];
  const good = slots.filter((slot) => {
    if (!slot.slotDescription.startsWith(reader)) return false;
    try {
      return (slot.getToken().flags & library.TokenFlag.TOKEN_INITIALIZED) !== 0;
    } catch (error) {
      // A card of another kind, which this module does not know.
      if (!isError(error, 'CKR_TOKEN_NOT_RECOGNIZED')) troubles.push(error);
      return false;
    }
  });
  if (good.length === 0 && troubles.length > 0) throw troubles[0];
  return good;
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

/** A certificate without an id, or without its bytes, has no key to find and is none for us. */
const readCertificates = ({ library }: Inside, session: graphene.Session): FoundToken['certificates'] => {
  const wanted = { class: library.ObjectClass.CERTIFICATE, certType: library.CertificateType.X_509 };
  return find<graphene.X509Certificate>(session, wanted).flatMap((certificate) => {
    try {
      const { value, id } = certificate;
      return [{ der: value.toString('base64'), id: id.toString('hex') }];
    } catch (error) {
      if (failureOf(error).code === 'card_removed') throw error;
      return [];
    }
  });
};

const readToken = (inside: Inside, slot: graphene.Slot): FoundToken => {
  const { serialNumber, label, flags } = slot.getToken();
  const certificates = inSession(inside, slot, (session) => readCertificates(inside, session));
  const pin_locked = (flags & inside.library.TokenFlag.USER_PIN_LOCKED) !== 0;
  return { serial: serialNumber, label, pin_locked, certificates };
};

/** One card that cannot be read does not hide the others: throws only when none can. */
const listTokens = (inside: Inside): FoundToken[] => {
  const tokens: FoundToken[] = [];
  const troubles: unknown[] = [];
  for (const slot of listSlots(inside))
    try {
      tokens.push(readToken(inside, slot));
    } catch (error) {
      troubles.push(error);
    }
  if (tokens.length === 0 && troubles.length > 0) throw troubles[0];
  return tokens;
};

/** A card tells no count of tries, only that the next one is the last. */
const afterWrongPin = ({ library }: Inside, slot: graphene.Slot): Failed => {
  const { flags } = slot.getToken();
  if (flags & library.TokenFlag.USER_PIN_LOCKED) return fail('pin_locked');
  return flags & library.TokenFlag.USER_PIN_FINAL_TRY
    ? { ok: false, code: 'pin_wrong', tries_left: 1 }
    : fail('pin_wrong');
};

/** A record that cannot be read is as good as none: the signature is there already. */
const readRecord = (library: Library, session: graphene.Session): { label: string; bytes: string } | null => {
  try {
    const found = find<graphene.Data>(session, { class: library.ObjectClass.DATA });
    const record = found.find(({ label }) => recordLabels.includes(label));
    return record ? { label: record.label, bytes: record.value.toString('base64') } : null;
  } catch {
    return null;
  }
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
export const callModule = (
  library: Library,
  { path, reader }: { path: string; reader: string },
  call: Call,
): Result => {
  let module: graphene.Module;
  try {
    module = library.Module.load(path);
  } catch (error) {
    return { ...fail('no_module'), why: String(error) };
  }
  const inside = { library, module, reader };
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
