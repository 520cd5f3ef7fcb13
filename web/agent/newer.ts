import { agentVersionAddress } from '../../agent/protocol.ts';

/** The version of the component that this portal has; null when it does not say. */
export const findOfferedVersion = async (): Promise<string | null> => {
  try {
    const answer: unknown = await (await fetch(agentVersionAddress)).json();
    const isVersion = typeof answer === 'object' && answer !== null && 'version' in answer;
    return isVersion && typeof answer.version === 'string' ? answer.version : null;
  } catch {
    return null;
  }
};

/** Whether another version runs here than the portal has. One that runs from a checkout has no version. */
export const isOtherVersion = (running: string, offered: string | null): boolean =>
  offered !== null && running !== 'source' && running !== offered;
