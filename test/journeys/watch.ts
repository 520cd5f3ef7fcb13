import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { BrowserContext, ConsoleMessage } from 'playwright-core';
import { agentAddress } from '../../agent/protocol.ts';
import { atEnd } from '../at-end.ts';

export type Oddities = {
  /** Names what the browser will say on the way, as `401 /api/session` or `net::ERR_FAILED /api/sales`. */
  expect: (...lines: string[]) => void;
  follow: (context: BrowserContext) => Promise<void>;
  /** What was said so far, expected or not. */
  said: () => readonly string[];
};

const failedLoad = /^Failed to load resource: (?:the server responded with a status of (\d+)|(net::\w+))/;

/** Most computers have no card agent, and a page has to ask to know it; what it says is seen on the page. */
const isAboutAgent = (message: ConsoleMessage): boolean =>
  message.location().url.startsWith(agentAddress) || message.text().includes(agentAddress);

/** `401 /api/session` of Chromium's words about a request that failed; other messages as they are. */
const lineOf = (message: ConsoleMessage): string => {
  const [, status, reason] = failedLoad.exec(message.text()) ?? [];
  const { url } = message.location();
  return status || reason
    ? `${status ?? reason} ${new URL(url).pathname}`
    : `${message.type()}: ${message.text()}`;
};

/**
 * Follows what pages say where nobody looks: console, errors, breaches of the content security policy,
 * requests to other hosts. What the test has not named fails it.
 */
export const watch = (t: TestContext, origin: string): Oddities => {
  const said: string[] = [];
  // Nobody is logged in on the first visit, and the page has to ask to know it.
  const expected = new Set(['401 /api/session']);
  atEnd(t, () => {
    const unexpected = said.filter((line) => !expected.has(line));
    assert.deepEqual(unexpected, [], 'a page said something that the test did not expect');
  });
  return {
    expect: (...lines) => {
      for (const line of lines) expected.add(line);
    },
    said: () => said,
    follow: async (context) => {
      context.on('console', (message) => {
        if (!isAboutAgent(message)) said.push(lineOf(message));
      });
      context.on('weberror', (error) => said.push(`uncaught ${error.error().message}`));
      context.on('request', (request) => {
        const url = new URL(request.url());
        const isKnown = url.origin === origin || url.origin === agentAddress;
        if (url.protocol.startsWith('http') && !isKnown) said.push(`third party ${url.href}`);
      });
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          // biome-ignore lint/suspicious/noConsole: how a page tells its test
          console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
    },
  };
};
