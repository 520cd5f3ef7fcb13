import { Checkbox, Table } from '@mantine/core';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import { useWords } from '../../words.tsx';
import { type Eligibility, professions, siteKinds, withKind, withProfession } from './eligibility.ts';
import classes from './Services.module.css';

type Props = { value: readonly Eligibility[]; onChange: (value: Eligibility[]) => void };

/** 申請資格: which kinds of institution may apply, and which of their people may hold the service (R059, R069). */
export const EligibilityMatrix = ({ value, onChange }: Props) => {
  const { t } = useWords();
  return (
    <ScrollBox label={t('hq.services.eligibility')} className={classes['scroll']}>
      <Table className={classes['matrix'] ?? ''} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('hq.services.matrix.kind')}</Table.Th>
            <Table.Th scope="col">{t('hq.services.matrix.may_apply')}</Table.Th>
            {professions.map((profession) => (
              <Table.Th key={profession} scope="col">
                {t(`ui.profession.${profession}`)}
              </Table.Th>
            ))}
            <Table.Th scope="col">{t('hq.services.matrix.who')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {siteKinds.map((siteKind) => {
            const kind = t(`hq.site_kind.${siteKind}`);
            const row = value.find(({ site_kind }) => site_kind === siteKind);
            return (
              <Table.Tr key={siteKind} data-off={row ? undefined : true}>
                <Table.Th scope="row">{kind}</Table.Th>
                <Table.Td>
                  <Checkbox
                    aria-label={t('hq.services.may_apply_name', { kind })}
                    checked={row !== undefined}
                    onChange={(event) => onChange(withKind(value, siteKind, event.currentTarget.checked))}
                  />
                </Table.Td>
                {professions.map((profession) => (
                  <Table.Td key={profession}>
                    <Checkbox
                      aria-label={t('hq.services.may_hold_name', {
                        kind,
                        profession: t(`ui.profession.${profession}`),
                      })}
                      disabled={!row}
                      checked={row?.professions.includes(profession) ?? false}
                      onChange={(event) =>
                        onChange(withProfession(value, siteKind, profession, event.currentTarget.checked))
                      }
                    />
                  </Table.Td>
                ))}
                <Table.Td className={classes['who']}>
                  {row
                    ? t(row.professions.length === 0 ? 'hq.services.anybody' : 'hq.services.named_only')
                    : t('hq.services.nobody')}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
};
