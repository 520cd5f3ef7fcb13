import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { AuthorityName } from './card-list.ts';
import { type Authority, issueOcspDelegate, makeKey } from './issue.ts';
import { makeCrl } from './issue-crl.ts';
import { answerOcsp } from './issue-ocsp.ts';

/** One certificate that no longer counts, as the kit keeps it. */
export type RevokedCard = {
  authority: AuthorityName;
  /** lower-case hexadecimal */
  serial: string;
  /** instant, ISO 8601 */
  at: string;
};

export type RevocationService = {
  port: number;
  /** what it answers from now on: `crl` only CRLs, `nothing` is a service that is down */
  answer: (what: 'all' | 'crl' | 'nothing') => void;
  stop: () => Promise<void>;
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** A path of this service, as it stands in certificates. */
export const ocspUrl = (port: number, authority: AuthorityName): string =>
  `http://127.0.0.1:${port}/ocsp/${authority}`;
export const crlUrl = (port: number, authority: AuthorityName): string =>
  `http://127.0.0.1:${port}/${authority}.crl`;

const send = (response: ServerResponse, type: string, body: Buffer): void => {
  response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body);
};

/** The DER of an OCSP request: the body of a POST, or the end of the path of a GET (RFC 6960, A.1). */
const readQuestion = async (request: IncomingMessage, path: string): Promise<Buffer> =>
  request.method === 'POST' ? buffer(request) : Buffer.from(decodeURIComponent(path), 'base64');

/**
 * What the CAs' own services do, on this machine: `/ocsp/<authority>` answers OCSP through a delegate,
 * `/<authority>.crl` is a complete CRL, made when asked for. `listRevoked` is asked each time. Real time.
 */
export const startRevocationService = async (given: {
  port: number;
  authorities: ReadonlyMap<AuthorityName, Authority>;
  listRevoked: () => Promise<readonly RevokedCard[]>;
}): Promise<RevocationService> => {
  const { authorities, listRevoked } = given;
  let answering: 'all' | 'crl' | 'nothing' = 'all';
  const key = makeKey();
  const now = Date.now();
  const delegates = new Map(
    [...authorities].map(([name, authority]) => [
      name,
      issueOcspDelegate({
        ...{ authority, key, notBefore: new Date(now - dayMs), notAfter: new Date(now + 365 * dayMs) },
        name: [
          ['C', 'TW'],
          ['CN', `OCSP ${name}`],
        ],
      }),
    ]),
  );
  const revokedBy = async (name: AuthorityName): Promise<RevokedCard[]> =>
    (await listRevoked()).filter(({ authority }) => authority === name);

  const answerOne = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, ocsp, crl] = /^\/(?:ocsp\/([\w-]+)|([\w-]+)\.crl)/.exec(pathname) ?? [];
    const name = (ocsp ?? crl ?? '') as AuthorityName;
    const authority = authorities.get(name);
    const delegate = delegates.get(name);
    if (!authority || !delegate) {
      response.writeHead(404).end();
      return;
    }
    if (answering === 'nothing' || (answering === 'crl' && ocsp)) {
      response.writeHead(503).end();
      return;
    }
    const revoked = await revokedBy(name);
    const at = new Date();
    if (ocsp) {
      const question = await readQuestion(request, pathname.slice(`/ocsp/${name}/`.length));
      const statusOf = (serial: string) => {
        const found = revoked.find((each) => each.serial === serial);
        return found ? { revokedAt: new Date(found.at) } : ('good' as const);
      };
      const nextUpdate = new Date(at.getTime() + hourMs);
      const answer = answerOcsp(authority, question, statusOf, { now: at, nextUpdate, delegate });
      return send(response, 'application/ocsp-response', answer);
    }
    const entries = revoked.map((each) => ({
      serial: Buffer.from(each.serial, 'hex'),
      at: new Date(each.at),
    }));
    const list = makeCrl(authority, entries, {
      thisUpdate: at,
      nextUpdate: new Date(at.getTime() + dayMs),
      number: Math.floor(at.getTime() / 1000),
    });
    send(response, 'application/pkix-crl', list);
  };

  const server = createServer((request, response) => {
    answerOne(request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(given.port, '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken
      ? new Error(`Port ${given.port} is taken: the revocation service of the cards listens there.`)
      : error;
  });
  return {
    port: (server.address() as AddressInfo).port,
    answer: (what) => {
      answering = what;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
