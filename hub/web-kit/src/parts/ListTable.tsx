import { Button, Checkbox, Popover, Table, type TableProps } from 'antd';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from './Small';

export interface Page<T> { items: T[]; next?: string; total?: number }

export interface ListColumn<T> {
  key: string;
  title: string;
  show: (row: T) => ReactNode;
  /** Numbers and money. */
  right?: boolean;
  width?: number;
  /** The API's name for sorting by it. */
  sort?: string;
  /** Stays in sight however far the table is scrolled: what can be done with a row. */
  pinned?: boolean;
  /** Not shown unless chosen. */
  extra?: boolean;
}

interface Props<T> {
  rows: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
  columns: ListColumn<T>[];
  rowKey: (row: T) => string;
  chosen?: string[];
  sort?: { by?: string; descending?: boolean; onSort: (by: string | undefined, descending: boolean) => void };
  onRow?: (row: T) => void;
  empty: ReactNode;
}

/** Pages by key: what was loaded stays, and the next page is asked for where it is wanted. */
export function ListTable<T extends object>({ rows, columns, rowKey, chosen, sort, onRow, empty }: Props<T>) {
  const { t } = useTranslation();
  if (rows.isError && !rows.data) return <Failed error={rows.error} retry={() => void rows.refetch()} />;
  const items = rows.data?.pages.flatMap((p) => p.items) ?? [];
  const shown = columns.filter((c) => (chosen?.length ? chosen.includes(c.key) : !c.extra));
  const tableColumns: TableProps<T>['columns'] = shown.map((c) => ({
    key: c.key, title: c.title, width: c.width, fixed: c.pinned ? ('end' as const) : undefined, align: c.right ? 'right' : undefined, className: c.right ? 'num' : undefined, ellipsis: !c.right, render: (_: unknown, row: T) => c.show(row),
    sorter: sort && c.sort ? true : undefined, sortOrder: c.sort && sort?.by === c.sort ? (sort.descending ? 'descend' : 'ascend') : undefined,
  }));
  return (
    <>
      <Table<T>
        size="small" rowKey={rowKey} columns={tableColumns} dataSource={items} pagination={false} loading={rows.isPending} scroll={{ x: 'max-content' }} sticky={{ offsetHeader: 48 }}
        locale={{ emptyText: rows.isPending ? <div style={{ height: 240 }} /> : empty }}
        onRow={onRow && ((row) => ({ onClick: () => onRow(row), style: { cursor: 'pointer' } }))}
        onChange={(_page, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          sort?.onSort(one?.order ? columns.find((c) => c.key === one.columnKey)?.sort : undefined, one?.order === 'descend');
        }}
      />
      {items.length > 0 && (
        <div className="table-foot quiet">
          {rows.hasNextPage ? <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>{t('kit:more')}</Button> : t('kit:allShown')}
        </div>
      )}
    </>
  );
}

export function ColumnChoice<T>({ columns, chosen, onChoose }: { columns: ListColumn<T>[]; chosen: string[] | undefined; onChoose: (keys: string[] | undefined) => void }) {
  const { t } = useTranslation();
  const usual = columns.filter((c) => !c.extra).map((c) => c.key);
  return (
    <Popover
      trigger="click"
      content={<Checkbox.Group style={{ display: 'grid', gap: 6 }} options={columns.map((c) => ({ value: c.key, label: c.title }))} value={chosen?.length ? chosen : usual} onChange={(keys) => onChoose(keys.length ? keys : undefined)} />}
    >
      <Button>{t('kit:columns')}</Button>
    </Popover>
  );
}
