/**
 * HTML that is safe to send. Only `html` and `trusted` make it, so text of anybody's cannot pass for it: what
 * is put into a template is escaped unless it was made here, and the compiler tells the two apart.
 */
const safe = Symbol('safe HTML');
export type Html = { readonly [safe]: string };
type Part = string | number | Html | readonly Html[] | undefined | false;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? '');

const textOf = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return Array.isArray(part) ? part.map(textOf).join('') : (part as Html)[safe];
};

/** A template whose values are escaped; attribute values must stand in quotes. */
export const html = (literals: TemplateStringsArray, ...parts: Part[]): Html => ({
  [safe]: literals.reduce((text, literal, index) => text + textOf(parts[index - 1]) + literal),
});

/** For what a renderer made that escapes by itself. */
export const trusted = (text: string): Html => ({ [safe]: text });

export const toText = (page: Html): string => page[safe];
