import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { call, type Input } from '../api.ts';
import { settleAt } from './at-institution.ts';
import { type Tried, triedBy } from './card-log-in.ts';

/** Whether this browser knows passkeys at all. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in window;

/** In a chunk of its own: a first visit does without. */
const load = () => import('@simplewebauthn/browser');

/** Fetched when the pointer or the focus comes near, so that the click finds it there. */
export const nearPasskeys = (): void => void load();

/** The library's own shapes are those that the server's library judges. What extensions say is not asked for. */
type Proof = Input<'logInByPasskey'>['body']['answer'];
type Made = Input<'savePasskey'>['body']['answer'];

/** Logs in with a passkey; `browser`: it was refused, taken back, or there was none on this device. */
export const logInByPasskey = async (site: string | undefined): Promise<Tried> => {
  const challenge = await call('challengePasskey', {});
  if (challenge.kind !== 'answered') return { by: 'server', reply: challenge };
  const optionsJSON = challenge.value.options as unknown as PublicKeyCredentialRequestOptionsJSON;
  let answer: AuthenticationResponseJSON;
  try {
    const { startAuthentication } = await load();
    answer = await startAuthentication({ optionsJSON });
  } catch {
    return { by: 'browser' };
  }
  const judged = await call('logInByPasskey', {
    body: { answer: { ...answer, clientExtensionResults: {} } as unknown as Proof },
  });
  return triedBy(await settleAt(judged, site));
};

/** Has the browser make a passkey; undefined where it was refused or taken back. */
export const makePasskey = async (options: unknown): Promise<Made | undefined> => {
  try {
    const { startRegistration } = await load();
    const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON;
    return { ...(await startRegistration({ optionsJSON })), clientExtensionResults: {} } as unknown as Made;
  } catch {
    return undefined;
  }
};
