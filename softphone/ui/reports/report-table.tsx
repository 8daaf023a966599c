import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { shownColumns, type ReportColumn } from '../../desk/report-view';
import { ColumnChooser } from './column-chooser';
import { useColumnChoice, type ChosenTable } from './use-column-choice';

export interface ReportRow<Figures> {
  readonly key: string;
  readonly name: string;
  readonly figures: Figures;
}

interface ReportTableProps<Figures, Kind> {
  readonly about: ChosenTable;
  readonly heading: string;
  readonly columns: readonly ReportColumn<Figures, Kind>[];
  readonly words: (column: string) => string;
  readonly rows: readonly ReportRow<Figures>[];
  readonly total: Figures;
  /** Shows the calls behind a figure; row null: of the total. */
  readonly onCalls: (kind: Kind, column: string, row: ReportRow<Figures> | null) => void;
}

/** A row for each thing and one for all, with the columns that are wanted; a number of calls leads to them. */
export function ReportTable<Figures, Kind>(props: ReportTableProps<Figures, Kind>) {
  const { about, heading, words, rows, total } = props;
  const { t } = useTranslation();
  const { chosen, choose } = useColumnChoice(about);
  const columns = shownColumns(props.columns, chosen);
  const cells = (row: ReportRow<Figures> | null, figures: Figures) =>
    columns.map((column) => (
      <Table.Td key={column.name} ta="right" className="digits">
        <Figure {...props} column={column} row={row} figures={figures} />
      </Table.Td>
    ));
  return (
    <>
      <ColumnChooser
        columns={props.columns.map(({ name }) => ({ name, word: words(name) }))}
        shown={columns.map(({ name }) => name)}
        choose={choose}
      />
      <div className="report-table" tabIndex={0} role="region" aria-label={t('reports.heading')}>
        <Table stickyHeader highlightOnHover verticalSpacing={5} data-testid="report-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{heading}</Table.Th>
              {columns.map(({ name }) => (
                <Table.Th key={name} ta="right">
                  {words(name)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr className="report-total" data-testid="report-total">
              <Table.Th scope="row">{t('reports.total')}</Table.Th>
              {cells(null, total)}
            </Table.Tr>
            {rows.map((row) => (
              <Table.Tr key={row.key} data-testid="report-row">
                <Table.Th scope="row" fw={500}>
                  {row.name}
                </Table.Th>
                {cells(row, row.figures)}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}

function Figure<Figures, Kind>({
  column,
  row,
  figures,
  words,
  onCalls,
}: ReportTableProps<Figures, Kind> & {
  readonly column: ReportColumn<Figures, Kind>;
  readonly row: ReportRow<Figures> | null;
  readonly figures: Figures;
}) {
  const { t } = useTranslation();
  const { calls } = column;
  const text = column.text(figures);
  if (calls === undefined || (column.many?.(figures) ?? 0) === 0) return <>{text}</>;
  const name = row?.name ?? t('reports.total');
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      className="digits"
      aria-label={t('reports.callsOf', { name, column: words(column.name), value: text })}
      onClick={() => onCalls(calls, words(column.name), row)}
      data-testid={`report-calls-${column.name}`}
    >
      {text}
    </Anchor>
  );
}
