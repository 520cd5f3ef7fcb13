import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../ui/Panel.tsx';
import { ScrollBox } from '../ui/ScrollBox.tsx';
import { useWords } from '../words.tsx';
import classes from './HomePage.module.css';
import { contactsQuery } from './home-queries.ts';

/** 聯絡窗口: whom to ask about which service (R021). Without an answer the block at the left still stands. */
export const Contacts = () => {
  const { t } = useWords();
  const { data } = useQuery(contactsQuery);
  if (!data || data.desks.length === 0) return null;
  return (
    <Panel title={t('home.contacts')}>
      <ScrollBox label={t('home.contacts')} className={classes['scroll']}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('home.contact_service')}</Table.Th>
              <Table.Th>{t('home.contact_desk')}</Table.Th>
              <Table.Th>{t('home.contact_phone')}</Table.Th>
              <Table.Th>{t('home.contact_mail')}</Table.Th>
              <Table.Th>{t('home.contact_hours')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody lang="zh-TW">
            {data.desks.map(({ service, desk, phone, mail, hours }) => (
              <Table.Tr key={`${service} ${desk}`}>
                <Table.Td>{service}</Table.Td>
                <Table.Td>{desk}</Table.Td>
                <Table.Td>{phone}</Table.Td>
                <Table.Td>{mail}</Table.Td>
                <Table.Td>{hours}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Panel>
  );
};
