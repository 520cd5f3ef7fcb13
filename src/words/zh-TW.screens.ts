/** Every word of the screens, zh-TW. */
export const screens = {
  item: { adult_mask: '成人口罩', child_mask: '兒童口罩' },
  parity: { odd: '單號', even: '雙號' },
  document: {
    '01': '01-健保卡',
    '02': '02-健保卡(卡片異常請輸入ID)',
    '03': '03-居留證',
    '04': '04-入出境許可證',
    '05': '05-護照',
  },
} as const;
