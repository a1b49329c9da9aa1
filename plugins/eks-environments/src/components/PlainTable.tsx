import { VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './PlainTable.module.css';

/** A column: its title, and how it is displayed. */
export interface PlainColumn {
  title: string;
  /** Figures are aligned at their end. */
  isNumber?: boolean;
  /** Its cells are the headers of their rows. */
  isRowHeader?: boolean;
  /** A column of buttons needs no visible title. */
  isTitleHidden?: boolean;
}

/** A short read-only table: no sorting, paging or selection. It scrolls horizontally if it is too wide. */
export function PlainTable(props: {
  label: string;
  /** Shows the label above the table. */
  isLabelShown?: boolean;
  columns: Array<PlainColumn | string>;
  rows: Array<{ key: string; cells: ReactNode[] }>;
}) {
  const { label, isLabelShown, rows } = props;
  const columns = props.columns.map(column =>
    typeof column === 'string' ? { title: column } : column,
  );
  return (
    <div className={styles.scroller}>
      <table
        className={styles.table}
        aria-label={isLabelShown ? undefined : label}
      >
        {isLabelShown && <caption>{label}</caption>}
        <thead>
          <tr>
            {columns.map(({ title, isNumber, isTitleHidden }) => (
              <th
                key={title}
                scope="col"
                className={isNumber ? styles.number : undefined}
              >
                {isTitleHidden ? (
                  <VisuallyHidden>{title}</VisuallyHidden>
                ) : (
                  title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {columns.map((column, index) => (
                <BodyCell key={column.title} column={column}>
                  {cells[index]}
                </BodyCell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BodyCell(props: { column: PlainColumn; children: ReactNode }) {
  const { column, children } = props;
  const className = column.isNumber ? styles.number : undefined;
  return column.isRowHeader ? (
    <th scope="row" className={className}>
      {children}
    </th>
  ) : (
    <td className={className}>{children}</td>
  );
}
