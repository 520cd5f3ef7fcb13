/** `109/02/04`, `109-2-4`, `109.02.04` and the same with a western year; or all digits in a row. */
const forms: readonly RegExp[] = [
  /^(\d{2,4})[/.-](\d{1,2})[/.-](\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{2,3})(\d{2})(\d{2})$/,
];

/**
 * A day as people type it, ROC or western, full-width digits too, as an ISO day; undefined for what is none.
 * Four digits are a western year, fewer are years of the Republic: forms that a reader could take both ways
 * do not occur.
 */
export const understandDay = (typed: string): string | undefined => {
  const text = typed
    .normalize('NFKC')
    .replaceAll(/\s/gu, '')
    .replace(/^民國/, '')
    .replace(/年|月/g, '/')
    .replace(/日$/, '');
  for (const form of forms) {
    const [, y, month, day] = form.exec(text) ?? [];
    if (y === undefined) continue;
    const year = y.length === 4 ? Number(y) : Number(y) + 1911;
    const date = new Date(Date.UTC(year, Number(month) - 1, Number(day)));
    const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
    return exists && year >= 1912 && year <= 2200 ? date.toISOString().slice(0, 10) : undefined;
  }
  return undefined;
};
