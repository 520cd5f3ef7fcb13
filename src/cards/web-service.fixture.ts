import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = { status?: number; body?: Buffer; headers?: Record<string, string> } | 'silence';
export type WebService = {
  /** of the service, without a slash at the end */
  url: string;
  /** what is answered from now on, by path; elsewhere 404 */
  on: (path: string, answer: (body: Buffer, request: IncomingMessage) => Answer) => void;
  /** requests so far, as `GET /path` */
  asked: string[];
  stop: () => Promise<void>;
};

/** A web server of the test's own on a free port of the loopback. It keeps no process alive. */
export const startWebService = async (): Promise<WebService> => {
  const answers = new Map<string, (body: Buffer, request: IncomingMessage) => Answer>();
  const asked: string[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    asked.push(`${request.method} ${request.url}`);
    const answer = answers.get(request.url ?? '')?.(Buffer.concat(parts), request) ?? { status: 404 };
    if (answer === 'silence') return;
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  };
  const server = createServer((request, response) => void respond(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    on: (path, answer) => answers.set(path, answer),
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
