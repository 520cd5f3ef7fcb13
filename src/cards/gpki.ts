/** OIDs of the government's certificates (GPKI): what kind of holder they are about, and what they say of him. */
const gpki = '2.16.886.1.100';

/** Values of the attribute `subjectType`. */
export const subjectTypes = {
  citizen: `${gpki}.3.1.1`,
  staff: `${gpki}.3.1.7`,
  institution: `${gpki}.3.2.21`,
  agency: `${gpki}.3.2.1.1`,
  unit: `${gpki}.3.2.1.2`,
} as const;

/** Subject directory attributes. */
export const directoryAttribute = {
  subjectType: `${gpki}.2.1`,
  /** 正卡 or 附卡 */
  rank: `${gpki}.2.2`,
  /** of the ID number (MOICA) */
  lastFour: `${gpki}.2.51`,
  organisationOid: `${gpki}.2.102`,
} as const;
