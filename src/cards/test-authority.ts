import type { Certificate } from './certificate.ts';

/** Marks every CA of the card kit (arc of RFC 5612, kept for examples). */
export const testAuthorityOid = '1.3.6.1.4.1.32473.20.1';
/** Stands in place of O=行政院 in every name of the card kit. */
export const testOrganisation = 'Evenhand 測試';

/** Its key lies in a folder of a test machine: whoever has it makes any card. */
export const isTestAuthority = ({ extensions, subjectParts }: Certificate): boolean =>
  extensions.has(testAuthorityOid) || subjectParts.some(({ text }) => text === testOrganisation);
