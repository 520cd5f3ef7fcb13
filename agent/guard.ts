import type { IncomingMessage } from 'node:http';
import type { AgentFault } from './protocol.ts';

const mostBodyBytes = 4096;

/** Why a request goes no further: a status, and the sentence's code where somebody may read one. */
export type Stop = { status: number; code: AgentFault };

const stop = (status: number, code: AgentFault = 'bad_request'): Stop => ({ status, code });

const all = (request: IncomingMessage, name: string): string[] => {
  const values: string[] = [];
  for (let i = 0; i < request.rawHeaders.length; i += 2)
    if (request.rawHeaders[i]?.toLowerCase() === name) values.push(request.rawHeaders[i + 1] ?? '');
  return values;
};

/**
 * A browser that was led here by somebody else's name for 127.0.0.1 sends that name as the host: only our own
 * numeric address goes further.
 */
export const guardHost = (request: IncomingMessage, host: string): Stop | undefined => {
  const given = all(request, 'host');
  return given.length === 1 && given[0] === host ? undefined : stop(421);
};

/** The page's origin as its browser names it, when it is one of those allowed. */
export const guardOrigin = (request: IncomingMessage, origins: readonly string[]): string | Stop => {
  const [origin, ...others] = all(request, 'origin');
  const isAllowed = origin !== undefined && others.length === 0 && origins.includes(origin);
  return isAllowed ? origin : stop(403, 'origin_refused');
};

/** JSON by POST only: what a form or a plain link can send never gets here without the browser asking first. */
export const guardForm = (request: IncomingMessage): Stop | undefined => {
  if (request.method !== 'POST') return stop(405);
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' || all(request, 'content-type').length !== 1) return stop(415);
  if (request.headers['content-encoding'] !== undefined) return stop(415);
  return Number(request.headers['content-length'] ?? 0) > mostBodyBytes ? stop(413) : undefined;
};

/** A body that is an object, apart from what we say ourselves: nothing in it can look like a `Stop`. */
export type Body = { fields: Record<string, unknown> };

/** The body as an object. How slow it may be is the server's to say. */
export const readBody = async (request: IncomingMessage): Promise<Body | Stop> => {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > mostBodyBytes) return stop(413);
      parts.push(part);
    }
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { fields: value as Record<string, unknown> } : stop(400);
  } catch {
    return stop(400);
  }
};

export const isStop = (value: string | Body | Stop): value is Stop =>
  typeof value === 'object' && 'status' in value;
