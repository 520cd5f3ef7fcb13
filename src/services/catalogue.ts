/** The operations that a service has in the menu, by its code: what is built. */
const operations: Record<string, readonly { name: string; path: string }[]> = {
  masks: [
    { name: '防疫口罩管控系統_購買', path: '/masks/purchase' },
    { name: '防疫口罩管控系統_庫存', path: '/masks/stock' },
  ],
};

/** Those of a service that is not built yet: none. */
export const operationsOf = (code: string): { name: string; path: string }[] => [...(operations[code] ?? [])];

/** 申請讀取Internet資料: its data come with the nightly run and can be queried from a fixed hour on (X16). */
export const internetData = 'internet_data';
export const dataReadyAt = '08:00';

/** What belongs to no service but to a role; the site map lists it all the same (R008). */
export const roleOperations = [
  {
    group: '機構代表作業',
    items: [
      { name: '機構管理者維護作業', path: '/manage/managers', about: '設定、停用機構管理者，重設密碼。' },
    ],
  },
  {
    group: '機構管理者作業',
    items: [
      { name: '健保服務申請作業', path: '/manage/services', about: '申請本機構可使用之健保服務。' },
      { name: '機構使用者維護作業', path: '/manage/users', about: '設定、停用機構使用者，重設密碼。' },
      { name: '使用者授權管理作業', path: '/manage/grants', about: '設定使用者可使用之健保服務。' },
      { name: '工作站維護作業', path: '/manage/workstations', about: '登錄可讀取卡片之電腦，認證SAM卡。' },
      { name: '稽核紀錄', path: '/manage/audit', about: '查詢本機構之作業紀錄。' },
    ],
  },
] as const;
