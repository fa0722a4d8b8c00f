// What a cell does that is no value: it leaves its field unchanged, or clears it.
import { nullValue, type LoadSpec } from '../../model/load';
import { clearsBlanks, type Clearing } from '../blanks';
import { keepsNaCells } from '../naCells';

export type CellEffect = 'ignore' | 'clear';

/** Undefined for a cell that is a value. */
export type EffectOf = (column: string, cell: string) => CellEffect | undefined;

type Choices = Clearing & Pick<LoadSpec, 'naCells'>;

/** The columns have the names of their fields. */
export function cellEffectOf(spec: Choices): EffectOf {
  const clears = clearsBlanks(spec);
  const isText = keepsNaCells(spec);
  return (column, cell) => {
    if (cell === '') return clears(column) ? 'clear' : 'ignore';
    return cell === nullValue && !isText ? 'clear' : undefined;
  };
}
