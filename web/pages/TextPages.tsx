import { Kbd, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { may, useSessionOrNone } from '../session/session.ts';
import { Page } from '../ui/Page.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useWords, type Word } from '../words.tsx';
import { browserOf } from './browser.ts';
import classes from './TextPages.module.css';

const TextPage = ({ title, paragraphs }: { title: Word; paragraphs: Word[] }) => {
  const { t } = useWords();
  return (
    <Page title={t(title)}>
      <Panel>
        <div className={classes['text']}>
          {paragraphs.map((each) => (
            <p key={each}>{t(each)}</p>
          ))}
        </div>
      </Panel>
    </Page>
  );
};

export const PrivacyPage = () => (
  <TextPage title="frame.privacy" paragraphs={['pages.privacy.p1', 'pages.privacy.p2', 'pages.privacy.p3']} />
);

export const SecurityPage = () => (
  <TextPage
    title="frame.security"
    paragraphs={['pages.security.p1', 'pages.security.p2', 'pages.security.p3']}
  />
);

export const CopyrightPage = () => (
  <TextPage title="frame.copyright" paragraphs={['pages.copyright.p1', 'pages.copyright.p2']} />
);

/** 電腦設定: what the computer needs, and which browser it has (R005). */
export const SetupPage = () => {
  const { t } = useWords();
  const browser = browserOf(navigator.userAgent);
  return (
    <Page title={t('frame.setup')}>
      <Panel>
        <div className={classes['text']}>
          <p>{t('pages.setup.browser', browser)}</p>
          <p>{t('pages.setup.intro')}</p>
          <p>{t('pages.setup.reader')}</p>
          <p>{t('pages.setup.question')}</p>
        </div>
      </Panel>
    </Page>
  );
};

/** 網站地圖: every function of the platform, whoever looks (R008). */
export const SiteMapPage = () => {
  const { t } = useWords();
  const session = useSessionOrNone();
  const functions = [
    { to: '/masks/purchase', word: 'frame.purchase', permission: 'sale:check:own-site' },
    { to: '/masks/stock', word: 'frame.stock', permission: 'stock:view:own-site' },
  ] as const;
  return (
    <Page title={t('frame.site_map')}>
      <Panel title={t('frame.mask_group')}>
        <div className={classes['text']}>
          <p>{t('pages.site_map.intro')}</p>
          <ul className={classes['list']}>
            {functions.map(({ to, word, permission }) => (
              <li key={to}>
                <Link to={to}>{t(word)}</Link>
                {session && !may(session, permission) && ` (${t('pages.site_map.no_right')})`}
              </li>
            ))}
          </ul>
        </div>
      </Panel>
    </Page>
  );
};

const keys: { key: string; word: Word }[] = [
  { key: 'F9', word: 'pages.help.check' },
  { key: 'F8', word: 'pages.help.buy' },
  { key: 'F7', word: 'pages.help.clear' },
  { key: 'F2', word: 'pages.help.typed' },
  { key: 'F4', word: 'pages.help.hand_over' },
  { key: 'Enter', word: 'pages.help.enter' },
  { key: '1-5', word: 'pages.help.digits' },
];
const flow: Word[] = [
  'pages.help.flow_1',
  'pages.help.flow_2',
  'pages.help.flow_3',
  'pages.help.flow_4',
  'pages.help.flow_5',
];

/** 網站使用說明: how a purchase goes, and the keys of its screen. */
export const HelpPage = () => {
  const { t } = useWords();
  return (
    <Page title={t('frame.help')}>
      <Panel title={t('pages.help.flow_title')}>
        <ol className={classes['steps']}>
          {flow.map((each) => (
            <li key={each}>{t(each)}</li>
          ))}
        </ol>
      </Panel>
      <Panel title={t('pages.help.keys_title')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('pages.help.key')}</Table.Th>
              <Table.Th>{t('pages.help.act')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {keys.map(({ key, word }) => (
              <Table.Tr key={key}>
                <Table.Td>
                  <Kbd>{key}</Kbd>
                </Table.Td>
                <Table.Td>{t(word)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Panel>
    </Page>
  );
};
