import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Metrics = {
  answered(labels: { method: string; route: string; status: number }, seconds: number): void;
  text(): Promise<string>;
  contentType: string;
};

/** Counts and times by route pattern: no address, account or person is ever a label. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'evenhand_http_request_duration_seconds',
    help: 'Time to answer, by method, route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    answered: (labels, seconds) => answers.observe(labels, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};

/** The operator's own port: `/metrics`, nothing else, never on the public one. */
export const createOpsServer = (metrics: Metrics): Server =>
  createServer((request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
