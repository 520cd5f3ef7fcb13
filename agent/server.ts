import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { toAnswer } from './answer.ts';
import { toAsk } from './asks.ts';
import { fault } from './fault.ts';
import { createRate } from './gate.ts';
import { type Body, guardForm, guardHost, guardOrigin, isStop, readBody, type Stop } from './guard.ts';
import type { Operations } from './operations.ts';
import { type Pages, pageHeaders } from './window-pages.ts';
import { answerWindow } from './window-routes.ts';
import type { Language } from './words.ts';

export type Settings = {
  operations: Operations;
  /** the sites that may use this agent just now */
  allowed: () => readonly string[];
  port: number;
  pages: Pages;
  /** a short line without anything of a person in it */
  log: (line: string) => void;
};

/** A request, head and body, may take this long to arrive; the answer takes what it takes. */
const arriveMs = 5_000;
const [burst, perSecond] = [60, 30];
const mostConnections = 256;

const languageOf = (request: IncomingMessage): Language =>
  request.headers['accept-language']?.startsWith('en') ? 'en' : 'zh-TW';

const send = (response: ServerResponse, status: number, body: object): void => {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
};

/** Refuses, and lets go of the connection where more of the request may still be coming. */
const refuse = (request: IncomingMessage, response: ServerResponse, { status, code }: Stop): void => {
  if (!request.complete) response.setHeader('connection', 'close');
  if (status === 405) response.setHeader('allow', 'POST');
  send(response, status, toAnswer(fault(code), { ask: 'status' }, languageOf(request)));
};

/** A browser asks first whether that page may; a page on the public internet asks for this machine besides. */
const answerPreflight = (response: ServerResponse): void => {
  response.writeHead(204, {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-allow-private-network': 'true',
    'access-control-allow-local-network': 'true',
    'access-control-max-age': '600',
  });
  response.end();
};

/** Says when nobody waits for the answer any more. */
const untilGone = (response: ServerResponse): AbortSignal => {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
};

/** The HTTP side of the agent. It listens where `listen` says, which is this machine and nowhere else. */
export const createAgentServer = (settings: Settings): Server => {
  const { operations, allowed, port, pages, log } = settings;
  const host = `127.0.0.1:${port}`;
  const own = `http://${host}`;
  const mayAsk = createRate(burst, perSecond, () => performance.now());

  const take = async (request: IncomingMessage): Promise<Body | Stop> =>
    guardForm(request) ?? (mayAsk() ? readBody(request) : { status: 429, code: 'agent_busy' });

  const answerPage = async (
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
  ): Promise<void> => {
    const origin = guardOrigin(request, allowed());
    if (isStop(origin)) return refuse(request, response, origin);
    response.setHeader('access-control-allow-origin', origin);
    if (request.method === 'OPTIONS') return answerPreflight(response);
    const body = await take(request);
    if (isStop(body)) return refuse(request, response, body);
    const ask = toAsk(name, body.fields);
    if (!ask || ask.ask === 'sign') return refuse(request, response, { status: 400, code: 'bad_request' });
    const outcome = await operations.answer(ask, origin, untilGone(response));
    if (ask.ask !== 'status' && ask.ask !== 'wait') log(`${ask.ask}: ${outcome.ok ? 'done' : outcome.code}`);
    send(response, 200, toAnswer(outcome, ask, languageOf(request)));
  };

  const answerOwn = async (
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
  ): Promise<void> => {
    const origin = guardOrigin(request, [own]);
    const body = isStop(origin) ? origin : await take(request);
    if (isStop(body)) return refuse(request, response, body);
    const gone = untilGone(response);
    const answer = await answerWindow(name, body.fields, { operations, origins: allowed(), log, gone });
    if (!answer) return refuse(request, response, { status: 400, code: 'bad_request' });
    send(response, 200, answer);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('vary', 'Origin, Accept-Language');
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    const stop = guardHost(request, host);
    if (stop) return refuse(request, response, stop);
    const path = request.url ?? '';
    const page = request.method === 'GET' ? pages.get(path) : undefined;
    if (page) {
      response.writeHead(200, { ...pageHeaders, 'content-type': page.type });
      response.end(page.bytes);
      return;
    }
    const [, area, name, ...rest] = path.split('/');
    if (name !== undefined && rest.length === 0 && area === 'v1') return answerPage(request, response, name);
    if (name !== undefined && rest.length === 0 && area === 'window')
      return answerOwn(request, response, name);
    if (!request.complete) response.setHeader('connection', 'close');
    response.writeHead(404).end();
  };

  const server = createServer(
    {
      headersTimeout: arriveMs,
      requestTimeout: arriveMs,
      keepAliveTimeout: arriveMs,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 8_192,
    },
    (request, response) => {
      answer(request, response).catch(() => {
        log('fault');
        send(response, 500, toAnswer(fault('read_failed'), { ask: 'status' }, languageOf(request)));
      });
    },
  );
  server.maxConnections = mostConnections;
  return server;
};
