import { Pool } from 'undici';
import { sessionCookie } from '../../src/platform/http.ts';
import type { Answer, Browser } from '../app.ts';
import type { TestAccount } from '../factories.ts';

/** Real HTTP over connections that are kept, to one server process. */
export type Remote = {
  /** Logs in; the cookie opens the same session at every server process. */
  logIn: (account: TestAccount) => Promise<string>;
  browser: (cookie: string) => Browser;
  close: () => Promise<void>;
};

export const connectTo = (address: string, connections = 64): Remote => {
  const pool = new Pool(address, { connections, pipelining: 1, headersTimeout: 30_000, bodyTimeout: 30_000 });
  const send = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    cookie: string,
    body?: unknown,
  ): Promise<Answer & { cookie: string }> => {
    const response = await pool.request({
      method,
      path,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.body.text();
    return {
      status: response.statusCode,
      body: text === '' ? {} : (JSON.parse(text) as Answer['body']),
      cookie: String(response.headers['set-cookie'] ?? '').split(';')[0] ?? '',
    };
  };
  return {
    logIn: async ({ name, password }) => {
      const answer = await send('POST', '/api/session', '', { account: name, password });
      if (!answer.cookie.startsWith(sessionCookie))
        throw new Error(`no log-in for ${name}: ${answer.status}`);
      return answer.cookie;
    },
    browser: (cookie) => ({
      get: (path) => send('GET', path, cookie),
      post: (path, body) => send('POST', path, cookie, body),
      delete: (path) => send('DELETE', path, cookie),
    }),
    close: () => pool.destroy(),
  };
};
