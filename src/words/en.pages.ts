import type { pages as zh } from './zh-TW.pages.ts';

type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** Words of the public pages, English. */
export const pages: SameKeys<typeof zh> = {
  title: '{{page}} - NHI Information Service (VPN)',
  menu: {
    title: 'Site menu',
    professionals: 'For medical personnel',
    log_in: 'Log-in for medical institutions',
    downloads: 'Downloads',
    contact: 'Contact',
    links: 'Useful links',
  },
  start: 'Start',
  start_address: 'Address of this site: {{address}}',
  language: '中文',
  language_label: '中文: 本頁中文版',
  old_version: 'Old version',
  browser: 'Your browser: {{name}} (version {{version}})',
  browser_unknown: 'Your browser does not say its name and version',
  browser_too_old:
    'The screens behind the log-in do not support this browser. Use Edge, Chrome, Firefox or Safari of the last two years.',
  chinese_only: 'The texts below are kept in Chinese.',
  pdf: 'PDF, {{size}}',
  zip: 'ZIP, {{size}}',
  kilobytes: '{{n}} KB',
  megabytes: '{{n}} MB',

  home: {
    about: 'Where contracted medical institutions file, look up, and ration masks',
    enter: 'Log-in for medical institutions',
    enter_about: 'For representatives, managers and users of institutions.',
    notices: 'Announcements',
    notices_none: 'There are no announcements at present.',
    notices_all: 'All announcements',
    common: 'Frequent services',
    components: 'Download and install the certificate components',
    components_about: 'Before the first log-in, download these documents and follow their steps.',
    faq: 'Questions and answers',
    setup: 'Computer set-up',
    first_use: 'First use',
    masks: 'Mask rationing',
    purpose: 'This system controls the purchase of masks during the outbreak of COVID-19.',
  },

  help: {
    tabs: 'Help',
    notices: 'Announcements',
    setup: 'Computer set-up',
    faq: 'Questions and answers',
    ends: 'until {{day, date}}',
    counter: 'The purchase screen',
    flow_title: 'How a purchase goes',
    keys_title: 'Keys of the purchase screen',
    key: 'Key',
    act: 'What it does',
    enter: 'Next field; in the last field, check eligibility',
    digits: 'In the document field, 1 to 5 choose 01 to 05',
    check: 'Check eligibility',
    typed: 'Enter by 02 when the card cannot be read',
    buy: 'Buy; then Enter confirms and Esc cancels',
    clear: 'Clear for the next person',
    hand_over: 'Hand over (log out and clear the screen)',
    flow_1:
      "If today's masks are not confirmed yet, the screen says so: first confirm them in “Masks: stock”.",
    flow_2:
      'Choose the document, insert the NHI card or enter number and birth date, and check eligibility. Birth dates may be western or ROC: 19740503, 0630503, 630503 or 63/05/03.',
    flow_3: 'If the person may buy, no message appears and the most is filled in. Press Buy and confirm.',
    flow_4:
      'If the connection is lost, the system finds out whether the purchase was made. Do not sell again.',
    flow_5:
      'For the next person press Clear, then check again. After 4 minutes without typing it clears by itself.',
    manual: 'The user manual (in Chinese) has everything.',
  },

  faq: {
    search: 'Search questions and answers',
    search_hint: 'The questions and answers are in Chinese: search with Chinese words',
    submit: 'Search',
    found: '“{{q}}”: {{n}} found',
    found_none: '“{{q}}”: nothing found. Try another word, or ask one of our contacts.',
    found_setup: 'Computer set-up has something too',
    all: 'Show all questions',
    contents: 'Contents',
    document: 'The questions and answers',
    answer: 'Answer:',
    to_contents: 'Back to the contents',
    support:
      'The screens of this version support Edge, Chrome, Firefox and Safari of the last two years, 32 or 64 bit. What is said of IE above is the original text.',
  },

  setup: {
    support: 'Browsers supported by this version',
    support_about:
      'The screens behind the log-in support Edge, Chrome, Firefox and Safari of the last two years, best at 1366 x 768 or more. The public pages can be read with any browser and need no JavaScript.',
    component: 'The card component',
    component_about:
      'To log in with a card, and to read NHI cards on the purchase screen, the card component has to be installed on that computer. Where reading fails or it is not installed, choose “02-NHI card (fault: enter ID)” on the purchase screen and enter number and birth date.',
    component_go: 'Install the card component from the downloads',
  },

  professionals: {
    title: 'For medical personnel',
    intro:
      'Physicians, pharmacists, assistant pharmacists, nurses and others use this system after their institution has appointed them, each with an account or card of their own.',
    who: 'How to be allowed in',
    who_1:
      'The representative of the institution appoints you as a manager, or a manager appoints you as a user. This holds for the head of the institution too.',
    who_2: 'A manager grants you the services that you may use.',
    who_3:
      'After log-in the block “Services” lists what you may use and nothing else. Who works at several institutions chooses one at log-in.',
    cards: 'Cards that can be used',
    card: 'Card',
    readers: 'Reader',
    card_professional: 'Medical staff card',
    card_nhi: 'NHI card',
    card_citizen: 'Citizen digital certificate',
    both_readers: 'NHI card reader, chip card reader',
    nhi_reader: 'NHI card reader',
    chip_reader: 'Chip card reader',
    component: 'A computer on which cards are used needs the card component first.',
    component_go: 'Install the card component from the downloads',
    questions: 'Questions of medical personnel',
    enter: 'Go to the log-in',
  },

  downloads: {
    title: 'Downloads',
    intro: 'Choose a name to download the document. The documents are in Chinese.',
    none: 'There is nothing to download at present.',
    component: 'The card component (card agent)',
    component_about:
      'It stands between the browser and the card readers: to log in with a card, and to read NHI cards on the purchase screen. It runs on your computer only; the PIN is typed in its own window and never goes to the site.',
    component_step_1:
      'The computer needs Node.js 20 or later. If it is missing, ask your IT staff or the supplier of the computer.',
    component_step_2: 'Open “Command Prompt” (Windows) or “Terminal”, paste the line below and press Enter.',
    component_step_3:
      'When it says “Evenhand card agent” it is running. Leave that window open, go back to the log-in and choose your card.',
    component_step_4: 'Run it again after each start of the computer; Ctrl-C in its window ends it.',
    component_more:
      'How to set up readers, card drivers and an automatic start is in the document on the card component below.',
    component_file: 'Download the file of the component only',
    documents: 'Documents',
    trouble: 'If a download fails, see question 19, or ask one of our contacts.',
    trouble_link: 'Question 19',
  },

  contact: {
    title: 'Contact',
    block: 'Phone and hours',
    desks: 'Whom to ask',
    desks_about:
      'Ask whom it concerns. Have the code of your institution and the message or number on screen at hand.',
    desk: 'Desk',
    phone: 'Phone',
    mail: 'E-mail',
    hours: 'Hours',
    none: 'Nothing is listed at present: call the service phone.',
    cards: 'A card does not work',
    cards_about:
      'If a medical institution card or a medical staff card does not work, see chapter 4 of the installation guide for certificate components.',
  },

  links: {
    title: 'Useful links',
    intro: 'Sites of other authorities, who answer for what is on them.',
    none: 'There are no links at present.',
  },

  map: {
    intro:
      'Every function of the platform, whoever looks. If you choose one that is not open to you, the system says what to apply for.',
    public: 'Public pages',
    building: 'being built',
    building_on: 'being built, planned for {{day, date}}',
    ended: 'ended',
    ended_on: 'ended on {{day, date}}',
  },

  privacy: {
    p1: 'Numbers and birth dates of buyers are used only to check whether they may buy masks. The number itself is not stored; screens and records show it covered.',
    p2: 'Records of purchases are shown only while the buyer presents a document, and are deleted after the set time.',
    p3: 'The public pages use no cookie and do not note what you look at. Cookies serve the log-in only, and there are none for tracking or advertising.',
    p4: 'The name and version of your browser are shown on the page and not stored.',
  },
  security: {
    p1: 'Every connection is encrypted. After a long pause you must log in again; at the end of a shift press “Hand over”.',
    p2: 'Every check, purchase, void, arrival and stock correction leaves a row in the audit trail with person, institution and time.',
    p3: 'Do not share accounts. Report anything unusual to the service phone at once.',
    p4: 'The public pages contain no program and load nothing from other sites.',
  },
  copyright: {
    p1: 'The content of this site belongs to the National Health Insurance Administration, Ministry of Health and Welfare, unless the law says otherwise.',
    p2: 'The program of this system is released under the Apache License 2.0.',
  },

  missing: {
    title: 'There is no such page',
    about: 'The address may be wrong, or the page may have gone. Go on from the start page or the site map.',
  },
};
