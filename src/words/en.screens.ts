/** Every word of the screens, English. */
export const screens = {
  item: { adult_mask: 'adult masks', child_mask: 'child masks' },
  parity: { odd: 'odd', even: 'even' },
  document: {
    '01': '01-NHI card',
    '02': '02-NHI card (card fault, enter ID)',
    '03': '03-Resident certificate',
    '04': '04-Entry and exit permit',
    '05': '05-Passport',
  },
} as const;
