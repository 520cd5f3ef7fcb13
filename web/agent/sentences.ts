/** What the page says when the agent cannot speak for itself. */
export const pageSentences = {
  cancelled: {
    'zh-TW': '已取消，未完成。如要繼續，請再試一次。',
    en: 'Cancelled: nothing was done. To go on, try again.',
  },
  window_blocked: {
    'zh-TW': '瀏覽器擋住了憑證元件的視窗，請允許本網站開啟彈出視窗後再試一次。',
    en: 'The browser blocked the window of the card component. Allow pop-up windows for this site and try again.',
  },
  browser_refuses: {
    'zh-TW':
      '瀏覽器不允許本網站連線至本機的憑證元件，請點選網址列左側的圖示，允許存取本機的應用程式後再試一次。',
    en: 'The browser keeps this site from the card component on this computer. Allow access to apps on this device, by the icon left of the address, and try again.',
  },
  agent_refuses: {
    'zh-TW': '本機的憑證元件未允許本網站使用，請以本網站的網址重新安裝憑證元件。',
    en: 'The card component on this computer does not allow this site. Install it again with the address of this site.',
  },
  undecided: {
    'zh-TW': '瀏覽器正在詢問是否允許連線至本機，請選擇「允許」後再試一次。',
    en: 'The browser is asking whether this site may reach this computer. Choose "Allow" and try again.',
  },
  time_out: {
    'zh-TW': '憑證元件沒有回應，請重新插卡後再試一次。',
    en: 'The card component did not answer. Insert the card again and try once more.',
  },
} as const;
