import type { FastifyError, FastifyInstance } from 'fastify';
import { type Refusal, refuse } from './errors.ts';

/** PostgreSQL stores no NUL, and half a surrogate pair is no text: neither may get as far as a query. */
const hasBadText = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => hasBadText(key) || hasBadText(inner));
};

/** Why the parameters of an address go no further; undefined when they may. */
export const refusalOfQuery = (query: unknown): Refusal | undefined => {
  const [field] = Object.entries(query ?? {}).find((each) => hasBadText(each)) ?? [];
  return field === undefined ? undefined : refuse('invalid_input', { field, params: { field } });
};

const malformed = (): Error =>
  Object.assign(new Error('malformed body'), { statusCode: 400, code: 'MALFORMED' });

/** JSON only, strict UTF-8; prototype poisoning is refused by Fastify's own parser. */
export const acceptJson = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes as Buffer);
    } catch {
      done(malformed());
      return;
    }
    parse(request, text, (error: Error | null, value?: unknown) => {
      if (error || hasBadText(value)) done(malformed());
      else done(null, value);
    });
  });
};

const dotted = (path: string): string => path.replace(/^\//, '').replaceAll('/', '.');

const validationRefusal = (error: FastifyError): Refusal => {
  const [first] = error.validation ?? [];
  const at = dotted(first?.instancePath ?? '');
  const named = (name: unknown) => [at, String(name)].filter((part) => part !== '').join('.');
  if (first?.keyword === 'additionalProperties') {
    const field = named(first.params['additionalProperty']);
    return refuse('unknown_field', { field, params: { field } });
  }
  const field = first?.keyword === 'required' ? named(first.params['missingProperty']) : at;
  // No field is at fault when the body is no object at all, and a sentence about 「」 helps nobody.
  if (field === '') return refuse('malformed_body');
  return refuse('invalid_input', { field, params: { field } });
};

const refusedByFastify: Record<string, Parameters<typeof refuse>[0]> = {
  MALFORMED: 'malformed_body',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_content_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_body',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

/** What the client did wrong, in the house's words; undefined for a fault of ours. */
export const refusalOfError = (error: FastifyError): Refusal | undefined => {
  if (error.validation) return validationRefusal(error);
  const code = refusedByFastify[error.code];
  if (code) return refuse(code);
  return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
    ? refuse('malformed_body')
    : undefined;
};
